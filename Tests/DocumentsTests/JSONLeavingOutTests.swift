import Documents
import Testing

/// Members of the outermost object that are read and not kept.
@Suite struct JSONLeavingOutTests {
  private func read(_ text: String) throws(InputError) -> Node {
    try Document.json(jsonFile(text), leavingOut: ["skip", "other"]).root
  }

  @Test func standsAsNullInItsPlace() throws {
    let root = try read(#"{"a": [1], "skip": {"x": [{"y": 1}], "z": 2} , "b": {"skip": [3]}, "other":[4,5], "c": 6}"#)
    #expect(root.members.map(\.name) == ["a", "skip", "b", "other", "c"])
    #expect(root["a"]?[0]?.int == 1 && root["c"]?.int == 6)
    let skipped = try #require(root["skip"])
    #expect(skipped.isNull && skipped["x"] == nil && skipped.range.text == #"{"x": [{"y": 1}], "z": 2}"#)
    #expect(root["other"]?.isNull == true && root["other"]?.range.text == "[4,5]")
    // Of the outermost object only.
    #expect(root["b"]?["skip"]?[0]?.int == 3)
    #expect(root.range.length == root.document.file.count)
  }

  @Test func keepsWhatHasNoParts() throws {
    let root = try read(#"{"skip": "text", "other": {}}"#)
    #expect(root["skip"]?.string == "text" && root["other"]?.kind == .object)
    #expect(try read(#"[{"skip": [1]}, ["skip", [2]]]"#)[0]?["skip"]?[0]?.int == 1)
  }

  @Test func sameAsWholeButForWhatIsLeftOut() throws {
    let text = #"{"first": {"skip": 1}, "skip": [[], {"k": "v\n"}, null], "last": [true, {"other": {}}]}"#
    let (whole, part) = (try json(text).root, try read(text))
    for key in ["first", "last"] { #expect(whole[key]?.range.text == part[key]?.range.text) }
    #expect(part["last"]?[1]?["other"]?.kind == .object)
  }

  @Test func mistakesInItAreMistakes() {
    #expect(throws: InputError.self) { try read(#"{"skip": {"x": [1,]}}"#) }
    #expect(throws: InputError.self) { try read(#"{"skip": {"x": 1}"#) }
  }
}
