# Permission sets of Identity Center: the roles that people sign in to.
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  region = "eu-west-1"
}

locals {
  instance = "arn:aws:sso:::instance/ssoins-1234567890abcdef"
}

resource "aws_ssoadmin_permission_set" "reader" {
  name         = "reader"
  instance_arn = local.instance
}

data "aws_iam_policy_document" "reader" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["${aws_s3_bucket.data.arn}/*"]
  }
  statement {
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.jobs.arn]
  }
}

resource "aws_s3_bucket" "data" {
  bucket = "netlint-data"
}

resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}

resource "aws_ssoadmin_permission_set_inline_policy" "reader" {
  instance_arn       = local.instance
  permission_set_arn = aws_ssoadmin_permission_set.reader.arn
  inline_policy      = data.aws_iam_policy_document.reader.json
}

resource "aws_ssoadmin_permission_set" "each" {
  for_each     = toset(["admin", "audit", "bounded"])
  name         = each.key
  instance_arn = local.instance
}

resource "aws_ssoadmin_managed_policy_attachment" "each" {
  for_each           = { admin = "AdministratorAccess", audit = "SecurityAudit", bounded = "AdministratorAccess" }
  instance_arn       = local.instance
  managed_policy_arn = "arn:aws:iam::aws:policy/${each.value}"
  permission_set_arn = aws_ssoadmin_permission_set.each[each.key].arn
}

resource "aws_iam_policy" "limit" {
  name = "limit"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*" }]
  })
}

resource "aws_ssoadmin_permissions_boundary_attachment" "bounded" {
  instance_arn       = local.instance
  permission_set_arn = aws_ssoadmin_permission_set.each["bounded"].arn
  permissions_boundary {
    customer_managed_policy_reference {
      name = aws_iam_policy.limit.name
      path = "/"
    }
  }
}

resource "aws_ssoadmin_permission_set" "named" {
  name         = "named"
  instance_arn = local.instance
}

resource "aws_ssoadmin_customer_managed_policy_attachment" "named" {
  instance_arn       = local.instance
  permission_set_arn = aws_ssoadmin_permission_set.named.arn
  customer_managed_policy_reference {
    name = aws_iam_policy.limit.name
  }
}

resource "aws_ssoadmin_permission_set" "foreign" {
  name         = "foreign"
  instance_arn = local.instance
}

resource "aws_ssoadmin_customer_managed_policy_attachment" "foreign" {
  instance_arn       = local.instance
  permission_set_arn = aws_ssoadmin_permission_set.foreign.arn
  customer_managed_policy_reference {
    name = "elsewhere"
  }
}
