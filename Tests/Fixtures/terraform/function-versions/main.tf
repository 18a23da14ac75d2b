# Of "${aws_lambda_function.live.arn}:*" a plan has only the reference. Where a function has versions or an alias it is
# open whether the function itself is meant; where it has none, is named several times, or an action takes no version,
# it is.

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["states.amazonaws.com"]
    }
  }
}
resource "aws_iam_role" "f" {
  name               = "f"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}
resource "aws_lambda_function" "plain" {
  function_name = "plain"
  role          = aws_iam_role.f.arn
  package_type  = "Image"
  image_uri     = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/f:1"
}
resource "aws_lambda_function" "live" {
  function_name = "live"
  role          = aws_iam_role.f.arn
  package_type  = "Image"
  image_uri     = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/f:1"
  publish       = true
}
resource "aws_lambda_function" "aliased" {
  function_name = "aliased"
  role          = aws_iam_role.f.arn
  package_type  = "Image"
  image_uri     = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/f:1"
}
resource "aws_lambda_alias" "stable" {
  name             = "stable"
  function_name    = aws_lambda_function.aliased.function_name
  function_version = "$LATEST"
}
resource "aws_ssm_parameter" "p" {
  name  = "/app/key"
  type  = "String"
  value = "v"
}
resource "aws_secretsmanager_secret" "s" { name = "s" }
data "aws_iam_policy_document" "plain" {
  statement {
    actions   = ["lambda:InvokeFunction"]
    resources = [aws_lambda_function.plain.arn]
  }
  statement {
    actions   = ["ssm:GetParameter"]
    resources = [aws_ssm_parameter.p.arn]
  }
  statement {
    actions   = ["secretsmanager:GetSecretValue"]
    resources = [aws_secretsmanager_secret.s.arn]
  }
}
data "aws_iam_policy_document" "versions" {
  statement {
    actions   = ["lambda:InvokeFunction"]
    resources = ["${aws_lambda_function.live.arn}:*"]
  }
  statement {
    actions   = ["lambda:InvokeFunction"]
    resources = ["${aws_lambda_function.aliased.arn}:*"]
  }
}
data "aws_iam_policy_document" "both" {
  statement {
    actions   = ["lambda:InvokeFunction"]
    resources = [aws_lambda_function.live.arn, "${aws_lambda_function.live.arn}:*"]
  }
}
data "aws_iam_policy_document" "deployer" {
  statement {
    actions   = ["lambda:UpdateFunctionCode", "lambda:GetFunction"]
    resources = [aws_lambda_function.live.arn]
  }
}
resource "aws_iam_role" "plain" {
  name               = "plain"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}
resource "aws_iam_role_policy" "plain" {
  role   = aws_iam_role.plain.id
  policy = data.aws_iam_policy_document.plain.json
}
resource "aws_iam_role" "versions" {
  name               = "versions"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}
resource "aws_iam_role_policy" "versions" {
  role   = aws_iam_role.versions.id
  policy = data.aws_iam_policy_document.versions.json
}
resource "aws_iam_role" "both" {
  name               = "both"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}
resource "aws_iam_role_policy" "both" {
  role   = aws_iam_role.both.id
  policy = data.aws_iam_policy_document.both.json
}
resource "aws_iam_role" "deployer" {
  name               = "deployer"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}
resource "aws_iam_role_policy" "deployer" {
  role   = aws_iam_role.deployer.id
  policy = data.aws_iam_policy_document.deployer.json
}
