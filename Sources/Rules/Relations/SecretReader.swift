import AWSModel
import Analysis
import CEL
import NetSpace

extension Relations {
  static let secretReader: Relation = Relation(of: Objects.secretReader) { context in
    context.identity.secretReaders.map { reader in
      let existence = reader.secret.declaration.existence
      return Row(
        Objects.secretReader.object(reader, context),
        exists: Certainty(reader.verdict, because: reader.because)
          .and(Certainty(existence.verdict, because: existence.because)),
        subject: reader.reader, key: reader.secret.id.address, evidence: { reader.grants.map(\.place.range) })
    }
  }
}

extension Objects {
  static let secretReader: ObjectType<SecretReader> = ObjectType(
    "secret_reader",
    doc: "A role, user or group that may read a secret of the input, or a parameter that a task gets as one.",
    key: { "\($0.secret.id.stack)\n\($0.secret.id.address)\n\($0.reader.address)" },
    describe: { $0.reader.address },
    anchors: { reader, _ in reader.grants.map { $0.anchor($0.resourcesPlace) } },
    fields: [
      "secret": .init(.string, "The address of the secret.") { reader, _ in .string(reader.secret.id.address) },
      "principal": .init(.object("principal"), "Who reads it.") { reader, context in
        context.identity.principal(reader.reader).map { principal.value($0, context) }
      },
      "grants": .init(
        .list(.object("grant")), "The grants by which.",
        at: { reader, _ in reader.grants.map { $0.anchor($0.resourcesPlace) } }
      ) { reader, context in
        .list(reader.grants.map { grant.value($0, context) })
      },
      "is_consumer": .init(.bool, "Whether a task gets the secret by this execution role.") { reader, context in
        let why = Unknown("which secrets the tasks of \(reader.reader.address) get", .notInInput)
        return context.value(reader.isConsumer, because: [why])
      },
      "is_manager": .init(.bool, "Whether it may also write the secret, as who rotates it has to.") { reader, _ in
        .bool(reader.isManager)
      },
      "has_consumers": .init(.bool, "Whether some task of the input gets the secret.") { reader, _ in
        .bool(reader.hasConsumers)
      },
      "reads_everything": .init(.bool, "Whether it reads every secret of the account anyway.") { reader, _ in
        .bool(reader.grants.contains { !$0.secretReads.isEmpty })
      },
    ])
}
