provider "aws" { region = "eu-west-1" }
resource "terraform_data" "x" { input = "abc" }
data "aws_iam_policy_document" "lambda" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}
resource "aws_iam_role" "r" {
  name               = terraform_data.x.output
  assume_role_policy = data.aws_iam_policy_document.lambda.json
}
resource "aws_iam_role_policy" "r" {
  role = "lit"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect = "Allow", Action = "s3:ListAllMyBuckets", Resource = "*"
  }] })
}
resource "aws_iam_role_policy_attachment" "r" {
  role       = "lit"
  policy_arn = "arn:aws:iam::aws:policy/AmazonSQSFullAccess"
}
resource "aws_lambda_function" "f" {
  function_name = terraform_data.x.output
  role          = aws_iam_role.r.arn
  runtime       = "python3.12"
  handler       = "x.y"
  filename      = "main.tf"
}
resource "aws_lambda_permission" "literal" {
  function_name = "lit"
  action        = "lambda:InvokeFunction"
  principal     = "*"
}
resource "aws_lambda_function_url" "literal" {
  function_name      = "lit"
  authorization_type = "NONE"
}
resource "aws_lambda_permission" "url" {
  function_name          = "lit"
  action                 = "lambda:InvokeFunctionUrl"
  principal              = "*"
  function_url_auth_type = "NONE"
}
resource "aws_s3_bucket" "b" { bucket = terraform_data.x.output }
resource "aws_s3_bucket_policy" "lit" {
  bucket = "lit"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect = "Allow", Principal = { AWS = "arn:aws:iam::444455556666:root" }, Action = "s3:GetObject", Resource = "arn:aws:s3:::lit/*"
  }] })
}
resource "aws_sqs_queue" "q" { name = terraform_data.x.output }
resource "aws_sqs_queue_policy" "q" {
  queue_url = "https://sqs.eu-west-1.amazonaws.com/123456789012/lit"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect = "Allow", Principal = { AWS = "arn:aws:iam::444455556666:root" }, Action = "sqs:SendMessage", Resource = "*"
  }] })
}
resource "aws_sns_topic" "t" { name = terraform_data.x.output }
resource "aws_sns_topic_policy" "t" {
  arn = "arn:aws:sns:eu-west-1:123456789012:lit"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect = "Allow", Principal = { AWS = "arn:aws:iam::444455556666:root" }, Action = "sns:Publish", Resource = "*"
  }] })
}
resource "aws_ecr_repository" "e" { name = terraform_data.x.output }
resource "aws_ecr_repository_policy" "e" {
  repository = "lit"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect = "Allow", Principal = { AWS = "arn:aws:iam::444455556666:root" }, Action = "ecr:BatchGetImage"
  }] })
}
resource "aws_secretsmanager_secret" "s" { name = terraform_data.x.output }
resource "aws_secretsmanager_secret_policy" "s" {
  secret_arn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:lit-AbCdEf"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect = "Allow", Principal = { AWS = "arn:aws:iam::444455556666:root" }, Action = "secretsmanager:GetSecretValue", Resource = "*"
  }] })
}
resource "aws_cloudwatch_event_bus" "v" { name = terraform_data.x.output }
resource "aws_cloudwatch_event_bus_policy" "v" {
  event_bus_name = "lit"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect = "Allow", Principal = { AWS = "arn:aws:iam::444455556666:root" }, Action = "events:PutEvents", Resource = "*"
  }] })
}
resource "aws_backup_vault" "k" { name = terraform_data.x.output }
resource "aws_backup_vault_policy" "k" {
  backup_vault_name = "lit"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect = "Allow", Principal = { AWS = "arn:aws:iam::444455556666:root" }, Action = "backup:CopyIntoBackupVault", Resource = "*"
  }] })
}
resource "aws_iam_user" "u" { name = terraform_data.x.output }
resource "aws_iam_user_policy" "u" {
  user = "lit"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect = "Allow", Action = "s3:ListAllMyBuckets", Resource = "*"
  }] })
}
resource "aws_iam_group" "g" { name = terraform_data.x.output }
resource "aws_iam_group_membership" "g" {
  name  = "m"
  users = [aws_iam_user.w.name]
  group = "lit"
}
resource "aws_iam_user" "w" { name = "w" }
resource "aws_iam_group_policy" "g" {
  group = aws_iam_group.g.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect = "Allow", Action = "s3:ListAllMyBuckets", Resource = "*"
  }] })
}
resource "aws_s3_bucket" "o" { bucket = "own" }
resource "aws_s3_bucket_policy" "o" {
  bucket = terraform_data.x.output
  policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect = "Allow", Principal = { AWS = "arn:aws:iam::444455556666:root" }, Action = "s3:GetObject", Resource = "arn:aws:s3:::own/*"
  }] })
}
resource "aws_s3_bucket_public_access_block" "b" {
  bucket = "lit"
}
resource "aws_kms_key" "k" {}
resource "aws_kms_alias" "k" {
  name          = terraform_data.x.output
  target_key_id = aws_kms_key.k.id
}
resource "aws_lambda_function" "h" {
  function_name = "hn"
  role          = aws_iam_role.r.arn
  runtime       = "python3.12"
  handler       = "x.y"
  filename      = "main.tf"
  publish       = true
}
resource "aws_lambda_alias" "live" {
  name             = "live"
  function_name    = aws_lambda_function.h.arn
  function_version = "1"
}
resource "aws_lambda_permission" "alias" {
  function_name = aws_lambda_alias.live.arn
  action        = "lambda:InvokeFunction"
  principal     = "444455556666"
}
resource "aws_iam_role" "made" {
  name_prefix        = "made-"
  assume_role_policy = data.aws_iam_policy_document.lambda.json
}
