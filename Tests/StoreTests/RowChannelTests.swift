import Foundation
import Records
import Synchronization
import Testing

@testable import Store

@Suite struct RowChannelTests {
  private static func add(
    _ input: Input, to store: Store,
    producing: @escaping @Sendable (Store.RowChannel) throws -> [Finding]
  ) throws -> Store.Outcome {
    try store.addInParallel(
      file: input.file, fieldNames: input.fieldNames, rows: producing)
  }

  @Test(arguments: [0, 1, 255, 256, 257, 5_000])
  func `rows from another thread give the same bytes`(count: Int) throws {
    let folder = try Folder()
    let (one, two) = (
      try Store(path: folder.file("1.sqlite")), try Store(path: folder.file("2.sqlite"))
    )
    let input = try Input.pupils(count: count, provisional: count == 0 ? nil : .peildatum(2019))
    try one.add(input)
    let main = ObjectIdentifier(Thread.current)
    let outcome = try Self.add(input, to: two) { channel in
      #expect(ObjectIdentifier(Thread.current) != main)
      for row in input.rows { try channel.send(row) }
      return input.findings
    }
    #expect(outcome == .added)
    #expect(try bytes(of: folder.file("1.sqlite")) == bytes(of: folder.file("2.sqlite")))
    #expect(try Self.add(input, to: two) { _ in throw Interruption() } == .unchanged)
  }

  @Test func `a producer that fails leaves no trace`() throws {
    let folder = try Folder()
    let store = try Store(path: folder.file())
    let before = try store.contents()
    let input = try Input.pupils(count: 3_000)
    for failing in [0, 1, 255, 256, 1_000, 2_999] {
      #expect(throws: Interruption()) {
        try Self.add(input, to: store) { channel in
          for row in input.rows.prefix(failing) { try channel.send(row) }
          throw Interruption()
        }
      }
      #expect(try store.contents() == before)
    }
    try expectSound(store)
  }

  @Test func `a store that fails stops the producer, which is waited for`() throws {
    let folder = try Folder()
    let store = try Store(path: folder.file())
    var input = try Input.pupils(count: 20_000)
    input.rows[700].facts[0].leerjaar = 7
    let rows = input.rows
    let sent = Mutex(0)
    let error = try storeError {
      _ = try Self.add(input, to: store) { channel in
        for row in rows {
          try channel.send(row)
          sent.withLock { $0 += 1 }
        }
        return []
      }
    }
    guard case .sql(_, let reason) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(reason.contains("leerjaar"))
    // 8 batches wait, one is stored and one is made: the producer is never far ahead.
    #expect(sent.withLock { $0 } < 700 + 11 * 256)
    #expect(try store.files().isEmpty)
    try expectSound(store)
  }

  @Test func `when both fail, the earlier row's error is the one`() throws {
    let folder = try Folder()
    let store = try Store(path: folder.file())
    var input = try Input.pupils(count: 600)
    input.rows[500].facts[0].leerjaar = 7
    let rows = input.rows
    for _ in 0..<20 {
      let error = try storeError {
        _ = try Self.add(input, to: store) { channel in
          for row in rows { try channel.send(row) }
          throw Interruption()
        }
      }
      guard case .sql = error else {
        Issue.record("\(error)")
        return
      }
    }
  }

  @Test func `memory is bounded: a fast producer waits for a slow store`() throws {
    let folder = try Folder()
    let store = try Store(path: folder.file())
    let input = try Input.pupils(count: 10_000)
    let sent = Mutex(0)
    var stored = 0
    var ahead = 0
    _ = try store.addInParallel(
      file: input.file, fieldNames: input.fieldNames,
      observe: { _ in
        stored += 1
        ahead = max(ahead, sent.withLock { $0 } - stored)
      },
      rows: { channel in
        for row in input.rows {
          try channel.send(row)
          sent.withLock { $0 += 1 }
        }
        return []
      })
    #expect(stored == 10_000 && ahead <= 11 * 256)
  }
}
