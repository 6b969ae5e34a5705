/// Which version of the reading code this is.
///
/// It is kept with every file in the store, so that a file which an older version read is read again.
/// Whoever changes what is made of a file, in a layout, the vocabulary or the reader, raises it;
/// `ReadingVersionTests`, which reads a sample of every layout, says when.
public enum ReadingVersion {
  /// 1, 2, 3 …; a store that was made before it was kept says 0.
  public static let current = 1
}
