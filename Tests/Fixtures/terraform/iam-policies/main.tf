# Administrators, in every way to attach a policy.
# Must be seen: iam-admin-access on the roles inline, inline_block, document, managed, managed_argument,
# attached_to_many and split_actions (which lists two halves that make up everything), and on the user and the group.
# Left alone: read_only, confined (everything, but on condition), denied (everything, then everything denied) and
# bounded (a permissions boundary that allows reading S3 only). s3-not-least-privilege is subsumed on the
# administrators and reported on bucket_admin.

locals {
  trust = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "ec2.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })

  everything = jsonencode({
    Version   = "2012-10-17"
    Statement = { Effect = "Allow", Action = "*", Resource = "*" }
  })
}

resource "aws_iam_role" "inline" {
  name               = "inline"
  assume_role_policy = local.trust
}

resource "aws_iam_role_policy" "inline" {
  role   = aws_iam_role.inline.name
  policy = local.everything
}

resource "aws_iam_role" "inline_block" {
  name               = "inline-block"
  assume_role_policy = local.trust

  inline_policy {
    name   = "everything"
    policy = local.everything
  }
}

resource "aws_iam_role" "document" {
  name               = "document"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "everything" {
  statement {
    actions   = ["*:*"]
    resources = ["arn:aws:*:*:*:*", "*"]
  }
}

resource "aws_iam_role_policy" "document" {
  role   = aws_iam_role.document.id
  policy = data.aws_iam_policy_document.everything.json
}

resource "aws_iam_role" "managed" {
  name               = "managed"
  assume_role_policy = local.trust
}

resource "aws_iam_role_policy_attachment" "managed" {
  role       = aws_iam_role.managed.name
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}

resource "aws_iam_role" "managed_argument" {
  name                = "managed-argument"
  assume_role_policy  = local.trust
  managed_policy_arns = ["arn:aws:iam::aws:policy/AdministratorAccess"]
}

resource "aws_iam_policy" "everything" {
  name   = "everything"
  policy = local.everything
}

resource "aws_iam_role" "attached_to_many" {
  name               = "attached-to-many"
  assume_role_policy = local.trust
}

resource "aws_iam_user" "main" {
  name = "operator"
}

resource "aws_iam_group" "main" {
  name = "operators"
}

resource "aws_iam_policy_attachment" "many" {
  name       = "many"
  policy_arn = aws_iam_policy.everything.arn
  roles      = [aws_iam_role.attached_to_many.name]
  users      = [aws_iam_user.main.name]
  groups     = [aws_iam_group.main.name]
}

resource "aws_iam_role" "split_actions" {
  name               = "split-actions"
  assume_role_policy = local.trust
}

resource "aws_iam_role_policy" "split_actions" {
  role = aws_iam_role.split_actions.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", NotAction = "iam:*", Resource = "*" },
      { Effect = "Allow", Action = "IAM:*", Resource = "*" },
    ]
  })
}

resource "aws_iam_role" "read_only" {
  name               = "read-only"
  assume_role_policy = local.trust
}

resource "aws_iam_role_policy_attachment" "read_only" {
  role       = aws_iam_role.read_only.name
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}

resource "aws_iam_role" "confined" {
  name               = "confined"
  assume_role_policy = local.trust
}

resource "aws_iam_role_policy" "confined" {
  role = aws_iam_role.confined.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "*"
      Resource  = "*"
      Condition = { IpAddress = { "aws:SourceIp" = "198.51.100.0/24" } }
    }]
  })
}

resource "aws_iam_role" "denied" {
  name               = "denied"
  assume_role_policy = local.trust
}

resource "aws_iam_role_policy" "denied" {
  role = aws_iam_role.denied.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = "*", Resource = "*" },
      { Effect = "Deny", Action = "*", Resource = "*" },
    ]
  })
}

resource "aws_iam_policy" "boundary" {
  name = "boundary"

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = "*" }]
  })
}

resource "aws_iam_role" "bounded" {
  name                 = "bounded"
  assume_role_policy   = local.trust
  permissions_boundary = aws_iam_policy.boundary.arn
}

resource "aws_iam_role_policy" "bounded" {
  role   = aws_iam_role.bounded.name
  policy = local.everything
}

resource "aws_iam_role" "bucket_admin" {
  name               = "bucket-admin"
  assume_role_policy = local.trust
}

resource "aws_iam_role_policy" "bucket_admin" {
  role = aws_iam_role.bucket_admin.name

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:Put*", Resource = "arn:aws:s3:::uploads/*" }]
  })
}
