# The ARN of a resource that is not there yet is known after apply: one that is spelled may be it. Of a cluster and an
# alias the name tells, of a connection and a key nothing does.

resource "aws_ecs_cluster" "x" { name = "main" }
resource "aws_ecs_cluster" "other" { name = "other" }
resource "aws_lambda_function" "f" {
  function_name = "f"
  role          = aws_iam_role.r.arn
  filename      = "f.zip"
  handler       = "a.b"
  runtime       = "nodejs20.x"
}
resource "aws_lambda_alias" "live" {
  name             = "live"
  function_name    = aws_lambda_function.f.function_name
  function_version = "1"
}
resource "aws_codestarconnections_connection" "c" {
  name          = "git"
  provider_type = "GitHub"
}
resource "aws_kms_key" "k" {}
resource "aws_s3_bucket" "named" { bucket = "named" }
resource "aws_s3_bucket" "prefixed" { bucket_prefix = "data-" }
resource "aws_sqs_queue" "q" { name = "jobs" }
resource "aws_iam_role" "r" {
  name               = "r"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Service = "ec2.amazonaws.com" }, Action = "sts:AssumeRole" }] })
}
data "aws_iam_policy_document" "r" {
  statement {
    actions   = ["ecs:UpdateCluster"]
    resources = [aws_ecs_cluster.x.arn]
  }
  statement {
    actions   = ["lambda:InvokeFunction"]
    resources = [aws_lambda_alias.live.arn]
  }
  statement {
    actions   = ["codestar-connections:UseConnection"]
    resources = [aws_codestarconnections_connection.c.arn]
  }
  statement {
    actions   = ["kms:Decrypt"]
    resources = [aws_kms_key.k.arn]
  }
  statement {
    actions   = ["s3:ListBucket"]
    resources = [aws_s3_bucket.named.arn, aws_s3_bucket.prefixed.arn]
  }
  statement {
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.q.arn]
  }
}
resource "aws_iam_role_policy" "r" {
  role   = aws_iam_role.r.id
  policy = data.aws_iam_policy_document.r.json
}
# What is denied may be what is asked about, too.
resource "aws_iam_role" "d" {
  name               = "d"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Service = "ec2.amazonaws.com" }, Action = "sts:AssumeRole" }] })
}
data "aws_iam_policy_document" "d" {
  statement {
    actions   = ["ecs:*", "codestar-connections:*", "sqs:*"]
    resources = ["*"]
  }
  statement {
    effect    = "Deny"
    actions   = ["ecs:UpdateCluster"]
    resources = [aws_ecs_cluster.x.arn]
  }
  statement {
    effect    = "Deny"
    actions   = ["codestar-connections:*"]
    resources = [aws_codestarconnections_connection.c.arn]
  }
}
resource "aws_iam_role_policy" "d" {
  role   = aws_iam_role.d.id
  policy = data.aws_iam_policy_document.d.json
}
# And the resource asked about what is spelled.
resource "aws_iam_role" "l" {
  name               = "l"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Service = "ec2.amazonaws.com" }, Action = "sts:AssumeRole" }] })
}
data "aws_iam_policy_document" "l" {
  statement {
    actions   = ["ecs:UpdateCluster"]
    resources = ["arn:aws:ecs:eu-west-1:123456789012:cluster/main"]
  }
  statement {
    actions   = ["lambda:InvokeFunction"]
    resources = ["arn:aws:lambda:eu-west-1:123456789012:function:f:live"]
  }
  statement {
    actions   = ["codestar-connections:UseConnection"]
    resources = ["arn:aws:codestar-connections:eu-west-1:123456789012:connection/aEXAMPLE-8aad-4d5d-8878-dfcab0bc441f"]
  }
}
resource "aws_iam_role_policy" "l" {
  role   = aws_iam_role.l.id
  policy = data.aws_iam_policy_document.l.json
}
