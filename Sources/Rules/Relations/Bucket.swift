import AWSModel
import Analysis
import CEL
import NetSpace

extension Relations {
  static let bucket: Relation = Relation(of: Objects.bucket) { context in
    context.infrastructure.buckets.map { bucket in
      Row(
        Objects.bucket, bucket, context,
        evidence: { context.policies(of: bucket).map(\.policy.declaration.place) })
    }
  }
}

extension Objects {
  static let bucket: ObjectType<Bucket> = ObjectType(
    resource: "bucket", doc: "An S3 bucket.",
    fields: [
      "name": .init(
        .string, "Its name, when it has been given one.", at: { bucket, _ in bucket.anchor(bucket.name?.place) }
      ) { bucket, context in
        bucket.name.map { context.value($0) }
      },
      "has_policy": .init(
        .bool, "Whether a bucket policy is declared for it.",
        at: { bucket, context in
          context.policies(of: bucket).map { Anchor($0.policy.declaration) }
        }
      ) { bucket, context in
        context.value(context.policies(of: bucket).reduce(Certainty(.no)) { $0.or($1.certainty) })
      },
      "enforces_tls": .init(
        .bool, "Whether a policy denies everybody everything with it and its objects over plain HTTP.",
        at: { bucket, _ in [Anchor(bucket.declaration)] }
      ) { bucket, context in
        let (verdict, because) = context.identity.enforcesTLS(bucket.id, context.statements)
        return context.value(verdict, because: because)
      },
      "keeps_logs": .init(.bool, "Whether logs of something of the input are kept in it.") { bucket, context in
        context.value(context.keepsLogs(bucket.id))
      },
      "keeps_state": .init(
        .bool, "Whether Terraform's state is kept in it: a backend names it, or its name says so."
      ) { bucket, context in
        context.value(context.keepsState(bucket))
      },
    ])
}

extension LintContext {
  /// Whether a bucket is where something writes its logs.
  fileprivate func keepsLogs(_ bucket: ResourceID) -> Certainty {
    let links = logLinks.value {
      infrastructure.settings.compactMap { settings in
        settings.value(of: "log_bucket")?.link.map { ($0, Self.logs(settings)) }
      }
    }
    return links.reduce(Certainty(.no)) { $0.or($1.link.target.certainty(is: bucket).and($1.certainty)) }
  }

  /// Whether something writes the log that it names a bucket for: a bucket may be named while the log is turned off.
  private static func logs(_ settings: ResourceSettings) -> Certainty {
    guard case .bool(let attribute)? = settings.value(of: "logs_access")?.content else { return Certainty(.yes) }
    switch attribute.value {
    case .known(let writes): return Certainty(Verdict(writes))
    case .oneOf(_, let why), .unknown(let why): return Certainty(.unknown, because: [why])
    }
  }

  /// Whether a backend of the input keeps its state in a bucket.
  ///
  /// Few inputs show a backend: what is called `tfstate` is for that.
  fileprivate func keepsState(_ bucket: Bucket) -> Certainty {
    if bucket.isNamedForState { return Certainty(.yes) }
    return settings(named: "state_backend").compactMap { $0.value(of: "bucket")?.link }
      .reduce(Certainty(.no)) { $0.or($1.target.certainty(is: bucket.id)) }
  }

  /// The policies that a bucket has or may have.
  fileprivate func policies(of bucket: Bucket) -> [(policy: ResourcePolicy, certainty: Certainty)] {
    let possible = lookup.linked("bucket policies", infrastructure.bucketPolicies, by: { $0.subject }, to: bucket.id)
    return possible.reduce(into: []) { all, policy in
      let existence = policy.declaration.existence
      let certainty = policy.subject.target.certainty(is: bucket.id)
        .and(Certainty(existence.verdict, because: existence.because))
      if certainty.verdict != .no { all.append((policy, certainty)) }
    }
  }
}

extension Bucket {
  /// Whether its name, or that of its declaration, says that Terraform's state is kept in it, and not the log of that.
  fileprivate var isNamedForState: Bool {
    let written = (name?.known?.parts ?? []).map { part -> String in
      if case .literal(let text) = part { text } else { " " }
    }
    return [id.address, written.joined()].contains { name in
      // Almost no bucket is: asked first what is quick to ask.
      guard name.utf8.contains(where: { $0 | 0x20 == UInt8(ascii: "f") || $0 | 0x20 == UInt8(ascii: "m") }) else {
        return false
      }
      let letters = name.lowercased().filter { $0.isLetter || $0 == " " }
      return !letters.contains("log")
        && ["tf", "terraform"].contains { tool in
          ["state", "remotestate", "backend"].contains { letters.contains(tool + $0) }
        }
    }
  }
}
