import Dispatch
public import Records
import Synchronization

extension Store {
  /// Hands rows from the thread that reads a file to the one that stores them: a few batches at a
  /// time, in order.
  public final class RowChannel: Sendable {
    /// What ``RowChannel/send(_:)`` throws once the rows are no longer wanted.
    public struct Cancelled: Error, Equatable, Sendable {}

    private struct State {
      /// Rows that are not a whole batch yet; of the sending side only.
      var partial: [SourceRow] = []
      var batches: [[SourceRow]] = []
      var isCancelled = false
      var outcome: Result<[Finding], any Error>?
    }

    /// Large enough that handing over costs nothing beside reading, small enough for the cache.
    private static let batchSize = 256
    private static let capacity = 8

    private let state = Mutex(State())
    // From zero: a semaphore may not end below the number it began with.
    private let free = DispatchSemaphore(value: 0)
    /// Counts batches, and the end.
    private let filled = DispatchSemaphore(value: 0)
    private let finished = DispatchSemaphore(value: 0)

    init() {
      for _ in 0..<Self.capacity { free.signal() }
    }

    /// Hands over one row; waits while the other side is behind.
    ///
    /// - Throws: ``Cancelled`` when the other side has failed.
    public func send(_ row: SourceRow) throws(Cancelled) {
      let (batch, isCancelled) = state.withLock { state -> ([SourceRow]?, Bool) in
        if state.isCancelled { return (nil, true) }
        state.partial.append(row)
        guard state.partial.count == Self.batchSize else { return (nil, false) }
        return (Self.take(&state.partial), false)
      }
      if isCancelled { throw Cancelled() }
      if let batch { push(batch) }
    }

    /// Ends the rows. What was handed over before a failure is still stored first, so that the error
    /// of the earlier row is the one that is thrown.
    func finish(_ outcome: Result<[Finding], any Error>) {
      let rest = state.withLock { state in Self.take(&state.partial) }
      if !rest.isEmpty { push(rest) }
      state.withLock { $0.outcome = outcome }
      filled.signal()
      finished.signal()
    }

    /// The next batch; nil at the end.
    func receive() -> [SourceRow]? {
      filled.wait()
      let batch = state.withLock { $0.batches.isEmpty ? nil : $0.batches.removeFirst() }
      if batch != nil { free.signal() }
      return batch
    }

    /// Refuses all further rows, and lets a sender that waits go on.
    func cancel() {
      state.withLock { $0.isCancelled = true }
      free.signal()
    }

    /// Waits for the sender's end, and tells how it came about.
    func outcome() -> Result<[Finding], any Error> {
      finished.wait()
      return state.withLock { $0.outcome } ?? .success([])
    }

    private func push(_ batch: [SourceRow]) {
      free.wait()
      let isCancelled = state.withLock { state in
        if !state.isCancelled { state.batches.append(batch) }
        return state.isCancelled
      }
      // Nobody takes it: the next one, and the rest behind a failure, must not wait for room.
      if isCancelled { free.signal() } else { filled.signal() }
    }

    private static func take(_ rows: inout [SourceRow]) -> [SourceRow] {
      let taken = rows
      rows = []
      rows.reserveCapacity(batchSize)
      return taken
    }
  }
}
