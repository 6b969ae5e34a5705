import FuzzInput

/// One input of libFuzzer; see `../README.md`.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  FuzzInput.yaml(unsafe Array(UnsafeBufferPointer(start: start, count: count)))
  return 0
}
