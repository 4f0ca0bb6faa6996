/** Caps that hold whatever a file claims about itself (threat table 2.3). Sizes are bytes unless named otherwise. */
export const limits = {
  fileBytes: 250_000_000,
  textBytes: 50_000_000,
  attachmentDepth: 2,
  attachments: 50,
  pages: 1_000,
  itemsPerPage: 50_000,
  zipEntries: 2_000,
  zipBytes: 200_000_000,
  zipRatio: 100,
  /** Small archives may exceed the ratio: repetitive XML packs well. */
  zipRatioFloorBytes: 5_000_000,
  sheets: 100,
  rowsPerSheet: 50_000,
  cells: 1_000_000,
  columns: 500,
  cellChars: 32_767,
  mergedCells: 10_000,
  xmlDepth: 256,
  imagePixels: 100_000_000,
  ocrPages: 60,
} as const;
