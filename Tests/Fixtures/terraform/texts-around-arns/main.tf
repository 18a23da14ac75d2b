# A plan has of "${aws_dynamodb_table.t.arn}/index/*" that it refers to the ARN, and nothing of the text around it. What
# is in a bucket, a search domain or a log group is named as often as the thing itself, so that it is open which; a
# table is named itself, and its indexes may be. Names and URLs in place of ARNs match nothing, but stand as often inside
# of one.

resource "aws_s3_bucket" "b" { bucket_prefix = "data-" }
resource "aws_sqs_queue" "q" { name_prefix = "q-" }
resource "aws_dynamodb_table" "t" {
  name = "orders"
  hash_key = "id"
  billing_mode = "PAY_PER_REQUEST"
  attribute {
    name = "id"
    type = "S"
  }
}
resource "aws_opensearch_domain" "s" {
  domain_name = "search"
  engine_version = "OpenSearch_2.11"
  cluster_config { instance_type = "r6g.large.search" }
  ebs_options {
    ebs_enabled = true
    volume_size = 10
  }
}
resource "aws_cloudwatch_log_group" "g" { name = "/app" }
resource "aws_iam_user" "u" { name = "joe" }
data "aws_iam_policy_document" "objects" {
  statement {
    actions = ["s3:*"]
    resources = ["${aws_s3_bucket.b.arn}/*"]
  }
  statement {
    actions = ["dynamodb:*"]
    resources = ["${aws_dynamodb_table.t.arn}/index/*"]
  }
  statement {
    actions = ["logs:*"]
    resources = ["${aws_cloudwatch_log_group.g.arn}:*"]
  }
  statement {
    actions = ["es:*"]
    resources = ["${aws_opensearch_domain.s.arn}/*"]
  }
  statement {
    actions = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.q.id]
  }
}
resource "aws_iam_role" "r" {
  name = "r"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Service = "ec2.amazonaws.com" }, Action = "sts:AssumeRole" }] })
}
resource "aws_iam_role_policy" "r" {
  role = aws_iam_role.r.id
  policy = data.aws_iam_policy_document.objects.json
}
data "aws_iam_policy_document" "ids" {
  statement {
    actions = ["dynamodb:GetItem"]
    resources = [aws_dynamodb_table.t.id]
  }
  statement {
    actions = ["s3:ListBucket"]
    resources = [aws_s3_bucket.b.id]
  }
}
resource "aws_iam_role" "w" {
  name = "w"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Service = "ec2.amazonaws.com" }, Action = "sts:AssumeRole" }] })
}
resource "aws_iam_role_policy" "w" {
  role = aws_iam_role.w.id
  policy = data.aws_iam_policy_document.ids.json
}
