/*
 * libharu with a TrueType font: `libharu <row file> <output> <font> <bold font>`, `--version` alone.
 * Draws the table that ours draws: header on every page, lines, words wrapped, page numbers.
 */
#include "rows.h"
#include <hpdf.h>
#include <time.h>

#define PAGE_WIDTH 841.89
#define PAGE_HEIGHT 595.28
#define MARGIN 36
#define TOP (PAGE_HEIGHT - 58)
#define BOTTOM 48
#define SIZE 8.0
#define LEADING (SIZE * 1.35)
#define PADDING_X (SIZE * 0.55)
#define PADDING_Y (SIZE * 0.4)
#define MAX_LINES 256
#define LINE_BYTES 4096

typedef struct {
  HPDF_Font font;
  int16_t widths[0x10000]; /* In thousandths of the size; -1 where not asked yet. */
} Face;

typedef struct {
  int count;
  const char *starts[MAX_LINES];
  int lengths[MAX_LINES];
} Lines;

static HPDF_Doc pdf;
static HPDF_Page page;
static Face regular, bold;
static Rows rows;
static double y;
static HPDF_Page *pages;
static uint32_t page_count, page_room;

static void on_error(HPDF_STATUS code, HPDF_STATUS detail, void *user) {
  (void)user;
  fprintf(stderr, "libharu: error %04lX, %lu\n", code, detail);
  exit(1);
}

static void open_face(Face *face, const char *path) {
  const char *name = HPDF_LoadTTFontFromFile(pdf, path, HPDF_TRUE);
  face->font = HPDF_GetFont(pdf, name, "UTF-8");
  memset(face->widths, 0xFF, sizeof face->widths);
}

/* Bytes of the sign at `text`, and its width. */
static int measure(Face *face, const char *text, double *width) {
  const unsigned char *at = (const unsigned char *)text;
  int bytes = *at < 0x80 ? 1 : *at < 0xE0 ? 2 : *at < 0xF0 ? 3 : 4;
  uint32_t code = bytes == 1 ? *at : *at & (0xFF >> (bytes + 1));
  for (int i = 1; i < bytes; i++) code = code << 6 | (at[i] & 0x3F);
  int16_t *kept = &face->widths[code & 0xFFFF];
  if (*kept < 0) *kept = HPDF_Font_GetUnicodeWidth(face->font, (HPDF_UNICODE)code);
  *width = *kept * SIZE / 1000;
  return bytes;
}

/* Breaks a text between words, and within one that is wider than a line. */
static void wrap(Face *face, const char *text, double width, Lines *lines) {
  lines->count = 0;
  const char *start = text, *space = NULL, *at = text;
  double used = 0;
  while (*at && lines->count < MAX_LINES) {
    double wide;
    int bytes = measure(face, at, &wide);
    if (*at == '\n' || (used + wide > width && at > start)) {
      const char *end = *at == '\n' || !space ? at : space;
      lines->starts[lines->count] = start;
      lines->lengths[lines->count++] = (int)(end - start);
      at = start = end + (*end == '\n' || *end == ' ');
      space = NULL;
      used = 0;
      continue;
    }
    if (*at == ' ') space = at;
    used += wide;
    at += bytes;
  }
  if (lines->count < MAX_LINES) {
    lines->starts[lines->count] = start;
    lines->lengths[lines->count++] = (int)(at - start);
  }
}

static void show(const char *text, int length, double x, double baseline) {
  char line[LINE_BYTES];
  int kept = length < LINE_BYTES - 1 ? length : LINE_BYTES - 1;
  memcpy(line, text, (size_t)kept);
  line[kept] = 0;
  HPDF_Page_TextOut(page, (HPDF_REAL)x, (HPDF_REAL)baseline, line);
}

static void rule(double x1, double y1, double x2, double y2) {
  HPDF_Page_MoveTo(page, (HPDF_REAL)x1, (HPDF_REAL)y1);
  HPDF_Page_LineTo(page, (HPDF_REAL)x2, (HPDF_REAL)y2);
  HPDF_Page_Stroke(page);
}

static void draw_row(Face *face, Lines *cells, int lines) {
  double baseline = y - PADDING_Y - 1.02 * SIZE;
  double x = MARGIN;
  HPDF_Page_BeginText(page);
  HPDF_Page_SetFontAndSize(page, face->font, SIZE);
  for (uint32_t i = 0; i < rows.count; i++) {
    for (int line = 0; line < cells[i].count; line++) {
      show(cells[i].starts[line], cells[i].lengths[line], x + PADDING_X, baseline - line * LEADING);
    }
    x += rows.columns[i].points;
  }
  HPDF_Page_EndText(page);
  y -= lines * LEADING + 2 * PADDING_Y;
  rule(MARGIN, y, PAGE_WIDTH - MARGIN, y);
}

static int set_row(Face *face, const char **texts, Lines *cells) {
  int most = 1;
  for (uint32_t i = 0; i < rows.count; i++) {
    wrap(face, texts[i], rows.columns[i].points - 2 * PADDING_X, &cells[i]);
    if (cells[i].count > most) most = cells[i].count;
  }
  return most;
}

static void finish_page(void) {
  double x = MARGIN;
  for (uint32_t i = 0; i <= rows.count; i++) {
    rule(x, TOP, x, y);
    if (i < rows.count) x += rows.columns[i].points;
  }
}

static void start_page(void) {
  page = HPDF_AddPage(pdf);
  HPDF_Page_SetWidth(page, PAGE_WIDTH);
  HPDF_Page_SetHeight(page, PAGE_HEIGHT);
  if (page_count == page_room) {
    page_room = page_room ? page_room * 2 : 64;
    pages = realloc(pages, page_room * sizeof *pages);
    if (!pages) rows_fail("out of memory");
  }
  pages[page_count++] = page;
  HPDF_Page_SetLineWidth(page, 0.5);
  HPDF_Page_BeginText(page);
  HPDF_Page_SetFontAndSize(page, bold.font, 9.5);
  show("Scopes of work", 14, MARGIN, PAGE_HEIGHT - MARGIN - 9);
  HPDF_Page_EndText(page);
  y = TOP;
  rule(MARGIN, y, PAGE_WIDTH - MARGIN, y);
  const char *headings[MAX_COLUMNS];
  static Lines cells[MAX_COLUMNS];
  for (uint32_t i = 0; i < rows.count; i++) headings[i] = rows.columns[i].heading;
  draw_row(&bold, cells, set_row(&bold, headings, cells));
}

static void number_pages(void) {
  for (uint32_t i = 0; i < page_count; i++) {
    char line[64];
    int length = snprintf(line, sizeof line, "Page %u of %u", i + 1, page_count);
    page = pages[i];
    HPDF_Page_BeginText(page);
    HPDF_Page_SetFontAndSize(page, regular.font, 7.5);
    show(line, length, PAGE_WIDTH - MARGIN - 60, MARGIN - 8);
    HPDF_Page_EndText(page);
  }
}

static void show_time(double milliseconds, char *into) {
  time_t seconds = (time_t)(milliseconds / 1000);
  struct tm parts;
  gmtime_r(&seconds, &parts);
  strftime(into, 32, "%Y-%m-%d %H:%M", &parts);
}

int main(int argc, char **argv) {
  if (argc == 2) {
    puts(HPDF_GetVersion());
    return 0;
  }
  rows_open(&rows, argv[1]);
  pdf = HPDF_New(on_error, NULL);
  HPDF_SetCompressionMode(pdf, HPDF_COMP_ALL);
  HPDF_UseUTFEncodings(pdf);
  open_face(&regular, argv[3]);
  open_face(&bold, argv[4]);
  start_page();
  Value values[MAX_COLUMNS];
  static char times[MAX_COLUMNS][32];
  static Lines cells[MAX_COLUMNS];
  const char *texts[MAX_COLUMNS];
  while (rows_next(&rows, values)) {
    for (uint32_t i = 0; i < rows.count; i++) {
      texts[i] = values[i].is_null ? "" : values[i].text;
      if (rows.columns[i].kind == 'd' && !values[i].is_null) {
        show_time(values[i].milliseconds, times[i]);
        texts[i] = times[i];
      }
    }
    int lines = set_row(&regular, texts, cells);
    if (y - lines * LEADING - 2 * PADDING_Y < BOTTOM) {
      finish_page();
      start_page();
    }
    draw_row(&regular, cells, lines);
  }
  finish_page();
  number_pages();
  HPDF_SaveToFile(pdf, argv[2]);
  HPDF_Free(pdf);
  return 0;
}
