extension Traffic {
  /// Each protocol with each of its ports as one number, `protocol << 16 | port`: most rules are one range of them.
  package var numbers: IntervalSet<UInt32> {
    if ports.entries.count == 1, let entry = ports.entries.first, entry.keys.count == 1, entry.value.ranges.count == 1 {
      let base = UInt32(entry.keys.lowerBound) << 16
      let range = entry.value.ranges[0]
      return IntervalSet((base | UInt32(range.lowerBound))...(base | UInt32(range.upperBound)))
    }
    return IntervalSet(
      ports.entries.flatMap { entry -> [ClosedRange<UInt32>] in
        if entry.value.isFull {
          return [UInt32(entry.keys.lowerBound) << 16...(UInt32(entry.keys.upperBound) << 16 | 0xFFFF)]
        }
        return entry.keys.flatMap { number in
          entry.value.ranges.map { ports in
            let base = UInt32(number) << 16
            return (base | UInt32(ports.lowerBound))...(base | UInt32(ports.upperBound))
          }
        }
      })
  }

  /// The traffic of such numbers.
  package init(numbers: IntervalSet<UInt32>) {
    var entries: [RangeMap<UInt8, PortSet>.Entry] = []
    var open: (number: UInt8, ports: [ClosedRange<UInt16>])?
    func close() {
      if let (number, ports) = open { RangeMap.append(number...number, PortSet(ports), to: &entries) }
      open = nil
    }
    func add(_ number: UInt8, _ ports: ClosedRange<UInt16>) {
      if open?.number != number { close() }
      open = (number, (open?.ports ?? []) + [ports])
    }
    for range in numbers.ranges {
      let (first, last) = (UInt8(range.lowerBound >> 16), UInt8(range.upperBound >> 16))
      let (lower, upper) = (UInt16(truncatingIfNeeded: range.lowerBound), UInt16(truncatingIfNeeded: range.upperBound))
      if first == last {
        add(first, lower...upper)
        continue
      }
      add(first, lower ... .max)
      close()
      if last > first + 1 { RangeMap.append(first + 1...last - 1, .full, to: &entries) }
      add(last, 0...upper)
    }
    close()
    self.init(ports: RangeMap(normalized: entries))
  }
}
