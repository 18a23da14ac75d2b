/// Columns of text, each as wide as it needs to be, with long cells broken over several lines.
///
/// The columns that may be broken share what the others leave of the width. A single word is never broken, because an
/// address is there to be copied: a column is as wide as its longest word, and the table is wider if it has to be.
struct TextTable {
  struct Column {
    let title: String
    /// Whether its cells may be broken at spaces.
    let isBreakable: Bool

    init(_ title: String, isBreakable: Bool = false) {
      self.title = title
      self.isBreakable = isBreakable
    }
  }

  private static let gap = 2

  let columns: [Column]
  let rows: [[String]]
  let width: Int
  let style: Style

  var lines: [String] {
    let widths = widths
    let head = columns.indices.map { columns[$0].title.padded(to: widths[$0]) }
    let title = head.joined(separator: String(repeating: " ", count: Self.gap)).withoutTrailingSpaces
    return [style.apply(.strong, title)] + rows.flatMap { lines(of: $0, widths) }
  }

  private func lines(of row: [String], _ widths: [Int]) -> [String] {
    let cells = zip(row, widths).enumerated().map { index, cell in
      columns[index].isBreakable ? cell.0.broken(at: cell.1) : [cell.0]
    }
    let height = cells.map(\.count).max() ?? 0
    return (0..<height).map { line in
      zip(cells, widths).map { cell, width in (line < cell.count ? cell[line] : "").padded(to: width) }
        .joined(separator: String(repeating: " ", count: Self.gap)).withoutTrailingSpaces
    }
  }

  /// What each column needs, or its share: narrow columns get all they need first.
  private var widths: [Int] {
    let needed = columns.indices.map { index in
      rows.reduce(columns[index].title.count) { max($0, $1[index].count) }
    }
    var widths = needed
    var room = width - Self.gap * (columns.count - 1)
    var open = columns.indices.filter { columns[$0].isBreakable }
    for index in columns.indices where !columns[index].isBreakable { room -= needed[index] }
    open.sort { needed[$0] < needed[$1] }
    let longestWords = columns.indices.map { index in
      rows.reduce(columns[index].title.count) { longest, row in
        row[index].split(separator: " ").reduce(longest) { max($0, $1.count) }
      }
    }
    while let index = open.first {
      let share = max(room / open.count, longestWords[index])
      widths[index] = min(needed[index], share)
      room -= widths[index]
      open.removeFirst()
    }
    return widths
  }
}

extension String {
  /// The text in lines of at most some characters, broken at spaces; a longer word has a line of its own.
  func broken(at width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in split(separator: " ") {
      if !line.isEmpty, line.count + 1 + word.count > width {
        lines.append(line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    if !line.isEmpty || lines.isEmpty { lines.append(line) }
    return lines
  }

  var withoutTrailingSpaces: String {
    var end = endIndex
    while end > startIndex, self[index(before: end)] == " " { end = index(before: end) }
    return String(self[..<end])
  }
}
