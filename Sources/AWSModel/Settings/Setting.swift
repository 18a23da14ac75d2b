/// A property of a resource on which no path and no grant depends, and that rules ask for: encryption, backups, logging.
///
/// It is declared once, with where each tool writes it and what it is when it is left out: the adapters of both tools,
/// the fields of relations and their documentation follow from that.
package struct Setting: Sendable {
  package enum Form: Hashable, Sendable {
    case bool
    case int
    case text
    /// A list of texts; a single text counts as a list of one.
    case texts
    /// Whether anything is written there: a block, a list with elements.
    case presence
    /// The resource of that kind that is named there.
    case link(String)
    /// Parts that are of a kind of their own.
    case parts(String)
    /// Whether a secret is written out there, judged by the name beside it; the secret itself is kept nowhere.
    case leak
    /// Whether a password is written out there, or in a parameter that is shown; the password itself is kept nowhere.
    case password
    /// Whether the text is a name that only a secret has.
    case sensitiveName
  }

  /// What it is when it is left out.
  package enum Absent: Hashable, Sendable {
    /// There is no such value.
    case unset
    case bool(Bool)
    case int(Int)
    case text(String)
    /// AWS or an account decides, and this is how.
    case unknown(String)
  }

  /// How parts are written.
  package enum Notation: Hashable, Sendable {
    /// As blocks, or as the objects of a list.
    case blocks
    /// As a text that holds such a list in JSON.
    case json
    /// As the members of an object, which are read as objects with `name` and `value`.
    case map
    /// As a value, which is read as an object with `name`, that of the attribute, and `value`.
    case value
  }

  /// Where a tool writes it.
  package struct Source: Sendable {
    /// The attribute, with the blocks that it is in: `encrypt_at_rest.enabled`.
    package let path: String
    /// The resource types that have it; empty: all of its kind.
    package let types: [String]
    /// Where the blocks are there and the attribute is not.
    package let absent: Absent
    /// Where a block that it would be in is not there.
    package let absentBlock: Absent
    /// Attributes that bring the value along where they are written and it is not: the snapshot of a database.
    package let heirOf: [String]
    /// The text that says yes, where a setting that is on or off is written as a text: `Enabled`.
    package let on: String?
    /// The key, where the attribute is a list of objects with `Key` and `Value`, or `name` and `value`:
    /// `access_logs.s3.enabled`.
    package let key: String?
    package let notation: Notation
    /// The attribute that names the resource whose setting it is, where it is written in a resource of its own.
    package let owner: String?
    /// What the owner's identifier begins with, where things of other kinds are named there too; its name is behind the
    /// last slash then: `service/` in `service/CLUSTER/NAME`.
    package let ownerPrefix: String?
    /// The attribute in which the owner has the name that it is named by, where that is no reference to it.
    package let ownerName: String?

    package var names: [String] { path.split(separator: ".").map(String.init) }

    /// - Parameters:
    ///   - absent: what it is when it is left out.
    ///   - absentBlock: nil: the same.
    package init(
      _ path: String, of types: String..., default absent: Absent = .unset, withoutBlock absentBlock: Absent? = nil,
      heirOf: [String] = [], on: String? = nil, key: String? = nil, notation: Notation = .blocks, owner: String? = nil,
      ownerPrefix: String? = nil, ownerName: String? = nil
    ) {
      self.path = path
      self.types = types
      self.absent = absent
      self.absentBlock = absentBlock ?? absent
      self.heirOf = heirOf
      self.on = on
      self.key = key
      self.notation = notation
      self.owner = owner
      self.ownerPrefix = ownerPrefix
      self.ownerName = ownerName
    }
  }

  package let name: String
  package let form: Form
  package let doc: String
  package let terraform: [Source]
  package let cloudFormation: [Source]

  package init(
    _ name: String, _ form: Form, _ doc: String, terraform: [Source] = [], cloudFormation: [Source] = []
  ) {
    self.name = name
    self.form = form
    self.doc = doc
    self.terraform = terraform
    self.cloudFormation = cloudFormation
  }
}
