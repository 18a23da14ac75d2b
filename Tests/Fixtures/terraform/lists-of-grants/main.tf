# Access control lists that are written out: who is granted what, grant by grant.
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  region = "eu-west-1"
}

locals {
  other    = "1111111111111111111111111111111111111111111111111111111111111111"
  everyone = "http://acs.amazonaws.com/groups/global/AllUsers"
  logs     = "http://acs.amazonaws.com/groups/s3/LogDelivery"
  owner    = "2222222222222222222222222222222222222222222222222222222222222222"
  grants = {
    listed  = [{ id = local.other, uri = null, permission = "READ" }, { id = null, uri = local.everyone, permission = "READ" }]
    paired  = [{ id = local.other, uri = null, permission = "WRITE" }, { id = null, uri = local.everyone, permission = "READ_ACP" }]
    account = [{ id = local.other, uri = null, permission = "FULL_CONTROL" }]
    logged  = [{ id = null, uri = local.logs, permission = "WRITE" }, { id = local.owner, uri = null, permission = "FULL_CONTROL" }]
    blocked = [{ id = null, uri = local.everyone, permission = "FULL_CONTROL" }, { id = local.other, uri = null, permission = "READ" }]
  }
}

resource "aws_s3_bucket" "this" {
  for_each = local.grants
  bucket   = "lists-of-grants-${each.key}"
}

resource "aws_s3_bucket_ownership_controls" "this" {
  for_each = local.grants
  bucket   = aws_s3_bucket.this[each.key].id
  rule { object_ownership = "BucketOwnerPreferred" }
}

resource "aws_s3_bucket_public_access_block" "this" {
  for_each                = local.grants
  bucket                  = aws_s3_bucket.this[each.key].id
  block_public_acls       = each.key == "blocked"
  ignore_public_acls      = each.key == "blocked"
  block_public_policy     = false
  restrict_public_buckets = false
}

resource "aws_s3_bucket_acl" "this" {
  for_each   = local.grants
  bucket     = aws_s3_bucket.this[each.key].id
  depends_on = [aws_s3_bucket_ownership_controls.this, aws_s3_bucket_public_access_block.this]

  access_control_policy {
    owner { id = local.owner }
    dynamic "grant" {
      for_each = each.value
      content {
        permission = grant.value.permission
        grantee {
          type = grant.value.uri == null ? "CanonicalUser" : "Group"
          id   = grant.value.id
          uri  = grant.value.uri
        }
      }
    }
  }
}
