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
  ])
  func formsThatGiveASecretAway(_ text: String) {
    #expect(isWritten([.literal(text)], named: "VALUE") == .known(true))
  }

  @Test(arguments: [
    "postgres://app@db.example.com/app", "https://example.com:8080/a@b", "postgres://app:${PASSWORD}@db/app",
    "AKIAIOSFODNN7EXAMPLES", "XAKIAIOSFODNN7EXAMPLE", "-----BEGIN CERTIFICATE-----",
    "#!/bin/sh\nexport DB_PASSWORD=$(fetch)\nDB_PASSWORD_FILE=/run/secret\n", "DB_PASSWORD=one line is no script",
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

  @Test func base64InUserData() {
    // "#!/bin/sh\nexport DB_PASSWORD=correct\n"
    let text = "IyEvYmluL3NoCmV4cG9ydCBEQl9QQVNTV09SRD1jb3JyZWN0Cg=="
    #expect(isWritten([.literal(text)], named: "user_data") == .known(true))
    #expect(isWritten([.literal(text)], named: "VALUE") == .known(false))
  }
}
