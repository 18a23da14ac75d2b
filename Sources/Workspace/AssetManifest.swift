import Documents
import Glibc

/// What `cdk synth` writes beside a template: the files that are uploaded with it, nested templates among them.
///
/// A nested stack says where its template is in a bucket. The path of the file is in the resource's metadata too, but
/// only where the application was not told to leave such metadata out.
///
/// Source: https://docs.aws.amazon.com/cdk/v2/guide/configure-synth.html (the cloud assembly)
enum AssetManifest {
  private static let suffix = ".template.json"

  /// The files by the names that they get in a bucket; none where there is no list of them that can be read.
  static func assets(of template: String) -> [String: String] {
    guard template.hasSuffix(suffix) else { return [:] }
    let path = template.dropLast(suffix.count) + ".assets.json"
    guard access(String(path), F_OK) == 0, let file = try? SourceFile.read(String(path)),
      let document = try? Document.json(file)
    else { return [:] }
    var assets: [String: String] = [:]
    for asset in document.root["files"]?.members.map(\.value) ?? [] {
      guard let source = asset["source"]?["path"]?.string else { continue }
      for destination in asset["destinations"]?.members.map(\.value) ?? [] {
        guard let name = destination["objectKey"]?.string?.split(separator: "/").last else { continue }
        assets[String(name)] = source
      }
    }
    return assets
  }
}
