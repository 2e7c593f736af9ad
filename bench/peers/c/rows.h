/* Reads the row file that bench/data/rowFile.ts describes. Assumes a little-endian machine. */
#ifndef ROWS_H
#define ROWS_H
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_COLUMNS 64

typedef struct {
  char kind; /* 't' or 'd' */
  char *heading;
  uint32_t letters;
  double points;
} Column;

typedef struct {
  FILE *file;
  uint32_t count;
  Column columns[MAX_COLUMNS];
  char *row;
  uint32_t capacity;
} Rows;

/* One cell: a text that ends with NUL, or milliseconds since 1970. */
typedef struct {
  int is_null;
  const char *text;
  double milliseconds;
} Value;

static void rows_fail(const char *what) {
  fprintf(stderr, "%s\n", what);
  exit(1);
}

static void rows_get(Rows *rows, void *into, size_t bytes) {
  if (fread(into, 1, bytes, rows->file) != bytes) rows_fail("the row file is too short");
}

static void rows_open(Rows *rows, const char *path) {
  memset(rows, 0, sizeof *rows);
  rows->file = fopen(path, "rb");
  if (!rows->file) rows_fail("the row file can't be opened");
  setvbuf(rows->file, NULL, _IOFBF, 1 << 20);
  rows_get(rows, &rows->count, 4);
  if (rows->count > MAX_COLUMNS) rows_fail("too many columns");
  for (uint32_t i = 0; i < rows->count; i++) {
    Column *column = &rows->columns[i];
    int32_t length;
    rows_get(rows, &column->kind, 1);
    rows_get(rows, &length, 4);
    column->heading = calloc(1, (size_t)length + 1);
    rows_get(rows, column->heading, (size_t)length);
    rows_get(rows, &column->letters, 4);
    rows_get(rows, &column->points, 8);
  }
}

/* Reads a row; 0 at the end. Texts live until the next row, the byte behind each becomes NUL. */
static int rows_next(Rows *rows, Value *values) {
  uint32_t bytes;
  if (fread(&bytes, 1, 4, rows->file) != 4) return 0;
  if (bytes + 1 > rows->capacity) {
    rows->capacity = (bytes + 1) * 2;
    rows->row = realloc(rows->row, rows->capacity);
    if (!rows->row) rows_fail("out of memory");
  }
  rows_get(rows, rows->row, bytes);
  char *at = rows->row;
  char *ended = NULL;
  for (uint32_t i = 0; i < rows->count; i++) {
    Value *value = &values[i];
    if (rows->columns[i].kind == 'd') {
      memcpy(&value->milliseconds, at, 8);
      value->is_null = value->milliseconds != value->milliseconds;
      if (ended) *ended = 0;
      ended = NULL;
      at += 8;
    } else {
      int32_t length;
      memcpy(&length, at, 4);
      if (ended) *ended = 0;
      at += 4;
      value->is_null = length < 0;
      value->text = at;
      at += length < 0 ? 0 : length;
      ended = at;
    }
  }
  if (ended) *ended = 0;
  return 1;
}
#endif
