import Dispatch
import Synchronization

/// Work on chunks by several threads, whose results are taken off in the order of the chunks while the
/// threads go on with the next ones.
struct Conveyor<Worker: Sendable> {
  private let workers: [Worker]
  private let threads: Int

  /// How many workers keep so many threads busy while results wait to be taken off.
  static func places(threads: Int, chunks: Int) -> Int {
    chunks == 1 ? 1 : min(2 * threads + 1, max(1, chunks))
  }

  init(_ workers: [Worker], threads: Int) {
    self.workers = workers
    self.threads = min(threads, workers.count)
  }

  /// Calls `work` for each chunk on some thread, with a worker that no other thread has, and `then`
  /// with the same worker on the caller's thread, in the order of the chunks, until it answers false.
  func run(
    _ chunks: Range<Int>, work: @escaping @Sendable (Worker, Int) -> Void,
    then: (Worker, Int) throws(IngestError) -> Bool
  ) throws(IngestError) {
    let steps = Steps<Int>(make: work, link: { _, _ in true }, finish: { _, chunk in chunk })
    try run(chunks, steps, then: then)
  }

  /// What is done with a chunk before its result is taken off.
  struct Steps<Result: Sendable>: Sendable {
    /// On some thread.
    let make: @Sendable (Worker, Int) -> Void
    /// On some thread, one chunk at a time and in their order: what a chunk must know of those before
    /// it. False if no later one is to be linked.
    let link: @Sendable (Worker, Int) -> Bool
    /// On some thread.
    let finish: @Sendable (Worker, Int) -> Result
  }

  /// Does all steps with each chunk, with a worker that no other thread has, and calls `then` with the
  /// same worker on the caller's thread, in the order of the chunks, until it answers false.
  func run<Result: Sendable>(
    _ chunks: Range<Int>, _ steps: Steps<Result>,
    then: (Worker, Result) throws(IngestError) -> Bool
  ) throws(IngestError) {
    if chunks.count < 2 {
      for chunk in chunks {
        steps.make(workers[0], chunk)
        _ = steps.link(workers[0], chunk)
        _ = try then(workers[0], steps.finish(workers[0], chunk))
      }
      return
    }
    let belt = Belt(free: workers, chunks, steps)
    let group = DispatchGroup()
    for _ in 0..<threads { DispatchQueue.global().async(group: group) { belt.run() } }
    defer {
      belt.stop(threads: threads)
      group.wait()
    }
    for chunk in chunks {
      guard let worker = try belt.takeOff(chunk, then) else { return }
      belt.giveBack(worker)
    }
  }

  /// What the threads share.
  private final class Belt<Result: Sendable>: Sendable {
    private struct State {
      var free: [Worker]
      /// The next chunk to be made, and the next to be linked.
      var next: Int
      var nextLink: Int
      var isLinking = false
      /// Chunks that wait for those before them; that are linked; whose results wait to be taken off.
      var made: [Int: Worker] = [:]
      var linked: [(chunk: Int, worker: Worker)] = []
      var done: [Int: (worker: Worker, result: Result)] = [:]
      var isStopped = false
    }

    private enum Job {
      case make(Worker, Int)
      case finish(Worker, Int)
    }

    private let steps: Steps<Result>
    private let end: Int
    private let state: Mutex<State>
    /// Counts jobs: a free worker or a linked chunk.
    private let jobs = DispatchSemaphore(value: 0)
    private let done = DispatchSemaphore(value: 0)

    init(free: [Worker], _ chunks: Range<Int>, _ steps: Steps<Result>) {
      self.steps = steps
      end = chunks.upperBound
      state = Mutex(State(free: free, next: chunks.lowerBound, nextLink: chunks.lowerBound))
      for _ in free { jobs.signal() }
    }

    /// What a thread does until nothing is left.
    func run() {
      while let job = take() {
        switch job {
        case .make(let worker, let chunk):
          steps.make(worker, chunk)
          link(worker, chunk)
        case .finish(let worker, let chunk):
          let result = steps.finish(worker, chunk)
          state.withLock { $0.done[chunk] = (worker, result) }
          done.signal()
        }
      }
    }

    private func take() -> Job? {
      jobs.wait()
      return state.withLock { state in
        if !state.isStopped {
          if !state.linked.isEmpty {
            let (chunk, worker) = state.linked.removeFirst()
            return .finish(worker, chunk)
          }
          if state.next < end, let worker = state.free.popLast() {
            state.next += 1
            return .make(worker, state.next - 1)
          }
        }
        // Others that wait must see it too. Chunks that are still being made are linked and finished
        // by the threads that make them.
        jobs.signal()
        return nil
      }
    }

    /// Links all chunks whose turn it is, unless another thread does so already.
    private func link(_ worker: Worker, _ chunk: Int) {
      state.withLock { $0.made[chunk] = worker }
      while true {
        let next: (Worker, Int)? = state.withLock { state in
          guard !state.isLinking, let worker = state.made.removeValue(forKey: state.nextLink)
          else { return nil }
          state.isLinking = true
          return (worker, state.nextLink)
        }
        guard let (worker, chunk) = next else { return }
        let goesOn = steps.link(worker, chunk)
        state.withLock { state in
          state.linked.append((chunk, worker))
          state.nextLink = goesOn ? chunk + 1 : -1
          state.isLinking = false
        }
        jobs.signal()
      }
    }

    /// Waits for a chunk and takes its result off; nil to stop. The result is gone when it returns, so
    /// that the worker may use the memory again.
    func takeOff(
      _ chunk: Int, _ then: (Worker, Result) throws(IngestError) -> Bool
    ) throws(IngestError) -> Worker? {
      while true {
        if let (worker, result) = state.withLock({ $0.done.removeValue(forKey: chunk) }) {
          return try then(worker, result) ? worker : nil
        }
        done.wait()
      }
    }

    func giveBack(_ worker: Worker) {
      state.withLock { $0.free.append(worker) }
      jobs.signal()
    }

    func stop(threads: Int) {
      state.withLock { $0.isStopped = true }
      for _ in 0..<threads { jobs.signal() }
    }
  }
}
