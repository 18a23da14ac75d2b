import AWSModel
import Documents
import Testing

@testable import Frontends

/// What counts as a secret that is written out.
@Suite struct PlainSecretTests {
  @Test(arguments: [
    "DB_PASSWORD", "dbPassword", "PGPASSWORD", "MYSQL_PWD", "API_TOKEN", "clientSecret", "SECRET_KEY", "apiKey",
    "AWS_ACCESS_KEY", "PRIVATE_KEY", "credentials", "/app/db/password", "SSHPassphrase",
  ])
  func namesOfSecrets(_ name: String) {
    #expect(PlainSecret.isSensitive(name))
  }

  @Test(arguments: [
    "SECRET_ARN", "SECRET_NAME", "passwordFile", "TOKEN_URL", "TOKEN_TTL", "PASSWORD_LENGTH", "MAX_TOKENS",
    "AUTH_ENDPOINT", "ACCESS_KEY_ID", "TOKENIZER", "KEY", "PUBLIC_KEY", "SECRETARY", "TOKEN_ENABLED", "LOG_LEVEL", "",
  ])
  func otherNames(_ name: String) {
    #expect(!PlainSecret.isSensitive(name))
  }

  private static let file = SourceFile(path: "t.yaml", bytes: Array("t".utf8))
  private static let place = Place(range: SourceRange(file: file, offset: 0, length: 1))

  private func isWritten(_ parts: [PartialText.Part], named name: String?) -> Value<Bool> {
    let value = Resolved(.text(PartialText(parts)), at: Self.place)
    return PlainSecret.isWritten(in: value, named: name.map { Attribute(.known($0), place: Self.place) }).value
  }

  @Test(arguments: [
    "postgres://app:correct-horse@db.example.com/app", "AKIAIOSFODNN7EXAMPLE", "id=ASIAIOSFODNN7EXAMPLE;",
    "-----BEGIN RSA PRIVATE KEY-----\nMIIE", "#!/bin/sh\n  export DB_PASSWORD=\"correct\"\n",
    "#!/bin/sh\ndocker run --env DB_PASSWORD=correct web\n", "#!/bin/sh\necho 'API_TOKEN=correct' >> .env\n",
  ])
  func formsThatGiveASecretAway(_ text: String) {
    #expect(isWritten([.literal(text)], named: "VALUE") == .known(true))
  }

  @Test(arguments: [
    "postgres://app@db.example.com/app", "https://example.com:8080/a@b", "postgres://app:${PASSWORD}@db/app",
    "AKIAIOSFODNN7EXAMPLES", "XAKIAIOSFODNN7EXAMPLE", "-----BEGIN CERTIFICATE-----",
    "#!/bin/sh\nexport DB_PASSWORD=$(fetch)\nDB_PASSWORD_FILE=/run/secret\n", "DB_PASSWORD=one line is no script",
    "#!/bin/sh\n# DB_PASSWORD=correct\n", "#!/bin/sh\ndocker run --env DB_PASSWORD=$fetched --db-secret=main web\n",
  ])
  func harmlessForms(_ text: String) {
    #expect(isWritten([.literal(text)], named: "VALUE") == .known(false))
  }

  @Test func partsThatAreNotKnown() {
    let hidden = Unknown("parameter Password", .secret)
    let kept = Unknown("{{resolve:secretsmanager:db}}", .secret)
    let given = Unknown("parameter Given", .parameter)
    let database = ResourceID(stack: "", address: "aws_db_instance.main")
    #expect(isWritten([.unknown(hidden)], named: "DB_PASSWORD") == .known(true))
    #expect(isWritten([.unknown(kept)], named: "DB_PASSWORD") == .known(false))
    #expect(isWritten([.unknown(given)], named: "DB_PASSWORD") == .unknown(given))
    #expect(isWritten([.unknown(given)], named: "DB_HOST") == .known(false))
    #expect(isWritten([.attribute(database, "password")], named: "DB_PASSWORD") == .known(true))
    #expect(isWritten([.attribute(database, "arn")], named: "DB_PASSWORD") == .known(false))
    #expect(isWritten([.literal("db://app:"), .unknown(hidden), .literal("@host")], named: "URL") == .known(true))
    #expect(isWritten([.literal("db://app:"), .unknown(kept), .literal("@host")], named: "URL") == .known(false))
  }

  /// Of a script that names resources the Base64 is not known; the rest of the script is.
  @Test func base64OfWhatIsPartlyKnown() {
    func script(_ line: String) -> [PartialText.Part] {
      let address = PartialText.Part.attribute(ResourceID(stack: "", address: "Database"), "Endpoint.Address")
      let text = PartialText([.literal("#!/bin/sh\nexport DB_HOST="), address, .literal("\n\(line)\n")])
      return [.unknown(Unknown("Fn::Base64", .unsupported("of a text that is not known"), encoding: text))]
    }
    #expect(isWritten(script("export DB_PASSWORD=correct"), named: "UserData") == .known(true))
    #expect(isWritten(script("export DB_PASSWORD=$(fetch)"), named: "UserData") == .known(false))
  }

  @Test func base64InUserData() {
    // "#!/bin/sh\nexport DB_PASSWORD=correct\n"
    let text = "IyEvYmluL3NoCmV4cG9ydCBEQl9QQVNTV09SRD1jb3JyZWN0Cg=="
    #expect(isWritten([.literal(text)], named: "user_data") == .known(true))
    #expect(isWritten([.literal(text)], named: "VALUE") == .known(false))
  }
}
