# Policies that name a bucket of the same plan: unknown as a whole until it is applied.
# The plan keeps the blocks of data.aws_iam_policy_document in its configuration, actions as constants and resources as
# references.
# Must be seen: encoded (s3:* through jsonencode) is undecided, because the plan keeps only the reference. wide (s3:*
# through the data source) is found by its blocks, and narrow is not. literal and everywhere, known as text, are found:
# all actions, and GetObject on every bucket. prefix is least privilege: the wildcard comes after the first slash.

resource "aws_s3_bucket" "uploads" {
  bucket = "visitor-book-uploads-111122223333"
}

resource "aws_iam_role" "task" {
  for_each = toset(["wide", "narrow", "encoded", "literal", "everywhere", "prefix"])

  name = each.key

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "ecs-tasks.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

data "aws_iam_policy_document" "wide" {
  statement {
    actions   = ["s3:*"]
    resources = [aws_s3_bucket.uploads.arn, "${aws_s3_bucket.uploads.arn}/*"]
  }
}

resource "aws_iam_role_policy" "wide" {
  role   = aws_iam_role.task["wide"].name
  policy = data.aws_iam_policy_document.wide.json
}

data "aws_iam_policy_document" "narrow" {
  statement {
    actions   = ["s3:GetObject", "s3:PutObject"]
    resources = ["${aws_s3_bucket.uploads.arn}/*"]
  }

  statement {
    actions   = ["s3:ListBucket"]
    resources = [aws_s3_bucket.uploads.arn]
  }
}

resource "aws_iam_role_policy" "narrow" {
  role   = aws_iam_role.task["narrow"].name
  policy = data.aws_iam_policy_document.narrow.json
}

resource "aws_iam_role_policy" "encoded" {
  role = aws_iam_role.task["encoded"].name

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "${aws_s3_bucket.uploads.arn}/*" }]
  })
}

resource "aws_iam_role_policy" "literal" {
  role = aws_iam_role.task["literal"].name

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "arn:aws:s3:::visitor-book-uploads-111122223333/*" }]
  })
}

resource "aws_iam_role_policy" "everywhere" {
  role = aws_iam_role.task["everywhere"].name

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::*/*" }]
  })
}

resource "aws_iam_role_policy" "prefix" {
  role = aws_iam_role.task["prefix"].name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["s3:getobject", "s3:PutObject"]
      Resource = "arn:aws:s3:::visitor-book-uploads-111122223333/photos/*"
    }]
  })
}

data "aws_iam_policy_document" "bucket" {
  statement {
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = [aws_s3_bucket.uploads.arn, "${aws_s3_bucket.uploads.arn}/*"]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
}

resource "aws_s3_bucket_policy" "uploads" {
  bucket = aws_s3_bucket.uploads.id
  policy = data.aws_iam_policy_document.bucket.json
}
