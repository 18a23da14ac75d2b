import AWSModel
import NetSpace

/// What Block Public Access makes of the policy of a bucket or an access point: where that is public, it lets in nobody
/// of other accounts.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
struct PublicAccessBlocking {
  /// Whether it shuts them out.
  var verdict: Verdict = .no
  var because: [Unknown] = []
  /// Where it is turned on; nil: by default.
  var place: Place?
  /// Whether the policy is public, or may be, and nothing says whether that is blocked.
  ///
  /// It is for buckets made since April 2023 and their policy is refused, so a policy that is there counts.
  /// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/configuring-block-public-access-bucket.html
  var isUnset = false
}
