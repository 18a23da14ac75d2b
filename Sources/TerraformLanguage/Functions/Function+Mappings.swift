import Documents

extension Function {
  /// Functions of objects and maps.
  static let mappings: [String: Function] = [
    "keys": Function(1) { (call) throws(Obstacle) in
      let (members, rest) = try call[0].members()
      return call.result(members.map { TerraformValue(.text([.literal($0.key)]), at: $0.keyRange) }, rest: rest)
    },
    "values": Function(1) { (call) throws(Obstacle) in
      let (members, rest) = try call[0].members()
      return call.result(members.map(\.value), rest: rest)
    },
    "lookup": Function(2...3) { (call) throws(Obstacle) in
      let (members, rest) = try call[0].members()
      let standard = call.values.dropFirst(2)
      if let gap = call[1].gap, rest.isEmpty {
        return TerraformValue.oneOf(members.map(\.value) + standard, gap, at: call.range)
      }
      let key = try call.text(1)
      if let member = members.first(where: { $0.key == key }) { return member.value }
      if let gap = rest.first {
        let part = call.evaluator.part(of: gap, at: call[1], call.range)
        return TerraformValue.oneOf([part] + standard, gap, at: call.range)
      }
      if let value = standard.first { return value }
      throw .mistake("there is no \"\(key)\" in it")
    },
    "merge": Function(from: 0) { (call) throws(Obstacle) in
      var members: [String: TerraformValue.Member] = [:]
      var rest: [Gap] = []
      for value in call.values where !value.isNull {
        let (own, others) = try value.members()
        // What is not known may come in place of what is.
        let hides = !others.isEmpty && !members.isEmpty
        if !others.isEmpty { members = [:] }
        for member in own { members[member.key] = member }
        rest += hides ? others.map(\.derived) : others
      }
      try call.take(members.count)
      return call.result(.map(Array(members.values).sortedByKey, rest: rest))
    },
    "matchkeys": Function(3) { (call) throws(Obstacle) in
      let (values, keys, wanted) = (try call.list(0), try call.list(1), try call.list(2))
      guard values.count == keys.count else { throw .mistake("expected as many keys as values") }
      var all: [TerraformValue] = []
      for (value, key) in zip(values, keys) {
        var isWanted: Bool? = false
        for other in wanted where isWanted != true { isWanted = key.isSame(as: other) == true ? true : isWanted }
        if key.anyGap != nil || wanted.contains(where: { $0.anyGap != nil }), isWanted != true {
          throw .unknown(key.anyGap ?? Gap(call.range.text, .undecided))
        }
        if isWanted == true { all.append(value) }
      }
      return call.result(all)
    },
    "transpose": Function(1) { (call) throws(Obstacle) in
      let (members, rest) = try call[0].members()
      if let gap = rest.first { throw .unknown(gap) }
      var groups: [String: [String]] = [:]
      for member in members {
        for element in try member.value.allElements() { groups[try element.text(), default: []].append(member.key) }
      }
      let transposed = groups.map { key, names in
        TerraformValue.Member(key: key, keyRange: call.range, value: call.result(names.sorted(by: String.precedes)))
      }
      return call.result(.map(transposed.sortedByKey, rest: []))
    },
    "zipmap": Function(2) { (call) throws(Obstacle) in
      let (keys, values) = (try call.texts(0), try call.list(1))
      guard keys.count == values.count else { throw .mistake("expected as many values as keys") }
      var members: [String: TerraformValue.Member] = [:]
      for (key, value) in zip(keys, values) {
        members[key] = TerraformValue.Member(key: key, keyRange: value.range, value: value)
      }
      return call.result(.map(Array(members.values).sortedByKey, rest: []))
    },
  ]
}
