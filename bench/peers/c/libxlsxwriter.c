/* libxlsxwriter with constant memory: `libxlsxwriter <row file> <output>`, `--version` alone. */
#include "rows.h"
#include <xlsxwriter.h>

int main(int argc, char **argv) {
  if (argc == 2) {
    puts(lxw_version());
    return 0;
  }
  Rows rows;
  rows_open(&rows, argv[1]);
  lxw_workbook_options options = {.constant_memory = LXW_TRUE, .tmpdir = NULL};
  lxw_workbook *workbook = workbook_new_opt(argv[2], &options);
  lxw_worksheet *sheet = workbook_add_worksheet(workbook, "Scopes of work");
  lxw_format *header = workbook_add_format(workbook);
  format_set_bold(header);
  format_set_font_color(header, 0xFFFFFF);
  format_set_bg_color(header, 0x1F4E78);
  format_set_align(header, LXW_ALIGN_VERTICAL_CENTER);
  lxw_format *date = workbook_add_format(workbook);
  format_set_num_format(date, "yyyy-mm-dd hh:mm:ss");
  format_set_align(date, LXW_ALIGN_LEFT);

  for (uint32_t i = 0; i < rows.count; i++) {
    uint32_t width = rows.columns[i].letters + 3;
    worksheet_set_column(sheet, i, i, width > 60 ? 60 : width, NULL);
  }
  worksheet_freeze_panes(sheet, 1, 0);
  worksheet_set_row(sheet, 0, 21, NULL);
  for (uint32_t i = 0; i < rows.count; i++) {
    worksheet_write_string(sheet, 0, i, rows.columns[i].heading, header);
  }
  Value values[MAX_COLUMNS];
  lxw_row_t row = 1;
  for (; rows_next(&rows, values); row++) {
    for (uint32_t i = 0; i < rows.count; i++) {
      if (values[i].is_null) continue;
      if (rows.columns[i].kind == 'd') {
        double serial = values[i].milliseconds / 86400000.0 + 25569;
        worksheet_write_number(sheet, row, i, serial, date);
      } else {
        worksheet_write_string(sheet, row, i, values[i].text, NULL);
      }
    }
  }
  worksheet_autofilter(sheet, 0, 0, row - 1, rows.count - 1);
  return workbook_close(workbook);
}
