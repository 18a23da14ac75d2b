# Policies of the registry of ECR, and of resources of MSK, CodeArtifact, EventBridge Schemas, S3 Tables and SES: another
# account may do the one thing that each says, and a third account nothing.
locals {
  other = "222222222222"
  allow = { for action in ["ecr:ReplicateImage", "kafka:CreateVpcConnection", "codeartifact:GetAuthorizationToken", "schemas:DescribeRegistry", "s3tables:GetTableData", "ses:SendEmail"] :
    action => jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = local.other }, Action = action, Resource = "*" }] })
  }
}
resource "aws_ecr_repository" "app" {
  name = "app"
}
resource "aws_ecr_registry_policy" "all" {
  policy = local.allow["ecr:ReplicateImage"]
}
resource "aws_msk_serverless_cluster" "events" {
  cluster_name = "events"
  client_authentication {
    sasl {
      iam {
        enabled = true
      }
    }
  }
  vpc_config {
    subnet_ids = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
  }
}
resource "aws_msk_cluster_policy" "events" {
  cluster_arn = aws_msk_serverless_cluster.events.arn
  policy      = local.allow["kafka:CreateVpcConnection"]
}
resource "aws_codeartifact_domain" "packages" {
  domain = "packages"
}
resource "aws_codeartifact_domain_permissions_policy" "packages" {
  domain          = aws_codeartifact_domain.packages.domain
  policy_document = local.allow["codeartifact:GetAuthorizationToken"]
}
resource "aws_schemas_registry" "schemas" {
  name = "schemas"
}
resource "aws_schemas_registry_policy" "schemas" {
  registry_name = aws_schemas_registry.schemas.name
  policy        = local.allow["schemas:DescribeRegistry"]
}
resource "aws_s3tables_table_bucket" "tables" {
  name = "analytics"
}
resource "aws_s3tables_table_bucket_policy" "tables" {
  table_bucket_arn = aws_s3tables_table_bucket.tables.arn
  resource_policy  = local.allow["s3tables:GetTableData"]
}
resource "aws_ses_domain_identity" "mail" {
  domain = "mail.example"
}
resource "aws_ses_identity_policy" "mail" {
  identity = aws_ses_domain_identity.mail.arn
  name     = "send"
  policy   = local.allow["ses:SendEmail"]
}
resource "aws_sesv2_email_identity" "news" {
  email_identity = "news.example"
}
resource "aws_sesv2_email_identity_policy" "news" {
  email_identity = aws_sesv2_email_identity.news.email_identity
  policy_name    = "send"
  policy         = local.allow["ses:SendEmail"]
}
