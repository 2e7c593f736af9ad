/* The table as XLSX by fastexcel, with inline strings. */
import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** fastexcel with inline strings: `Fastexcel <row file> <output> <deflate level>`. */
public final class Fastexcel {
    private static final int FLUSH_ROWS = 1000;

    public static void main(String[] arguments) throws IOException {
        try (InputStream input = new BufferedInputStream(new FileInputStream(arguments[0]), 1 << 20);
                FileOutputStream output = new FileOutputStream(arguments[1]);
                Workbook workbook = new Workbook(output, "Bench", "1.0")) {
            workbook.setCompressionLevel(Integer.parseInt(arguments[2]));
            write(input, workbook.newWorksheet("Scopes of work"));
        }
    }

    private static void write(InputStream input, Worksheet sheet) throws IOException {
        boolean[] isDateTime = writeHeader(input, sheet);
        int row = 1;
        for (byte[] size = input.readNBytes(4); size.length == 4; size = input.readNBytes(4)) {
            ByteBuffer cells = wrap(input.readNBytes(wrap(size).getInt()));
            for (int column = 0; column < isDateTime.length; column++) {
                if (isDateTime[column]) {
                    double milliseconds = cells.getDouble();
                    if (Double.isNaN(milliseconds)) continue;
                    sheet.value(row, column, milliseconds / 86_400_000 + 25_569);
                    sheet.style(row, column).format("yyyy-mm-dd hh:mm:ss").horizontalAlignment("left").set();
                } else {
                    String text = readText(cells);
                    if (text != null) sheet.inlineString(row, column, text);
                }
            }
            if (row % FLUSH_ROWS == 0) sheet.flush();
            row++;
        }
        sheet.setAutoFilter(0, 0, row - 1, isDateTime.length - 1);
        sheet.finish();
    }

    private static boolean[] writeHeader(InputStream input, Worksheet sheet) throws IOException {
        boolean[] isDateTime = new boolean[wrap(input.readNBytes(4)).getInt()];
        for (int column = 0; column < isDateTime.length; column++) {
            isDateTime[column] = input.read() == 'd';
            int length = wrap(input.readNBytes(4)).getInt();
            sheet.inlineString(0, column, new String(input.readNBytes(length), StandardCharsets.UTF_8));
            sheet.width(column, Math.min(60, wrap(input.readNBytes(4)).getInt() + 3));
            input.skipNBytes(8);
            sheet.style(0, column).bold().fontColor("FFFFFF").fillColor("1F4E78").verticalAlignment("center").set();
        }
        sheet.rowHeight(0, 21);
        sheet.freezePane(0, 1);
        return isDateTime;
    }

    private static String readText(ByteBuffer cells) {
        int length = cells.getInt();
        if (length < 0) return null;
        String text = new String(cells.array(), cells.position(), length, StandardCharsets.UTF_8);
        cells.position(cells.position() + length);
        return text;
    }

    private static ByteBuffer wrap(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
