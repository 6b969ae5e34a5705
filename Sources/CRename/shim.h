// glibc declares renameat2 only to programs compiled with _GNU_SOURCE, which Swift's import of glibc
// is not. It is the one call that swaps two folders in a single step.
extern int renameat2(
  int oldFolder, const char *oldPath, int newFolder, const char *newPath, unsigned int flags);
