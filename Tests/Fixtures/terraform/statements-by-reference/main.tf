# Two statements of a policy document, each with a resource that is known only after apply: a plan keeps the references
# of each, and not the text around them. Other settings of data stores that leave something open.

resource "terraform_data" "restore" {}
resource "aws_vpc" "main" { cidr_block = "10.20.0.0/16" }
resource "aws_subnet" "db" {
  for_each          = { a = "10.20.1.0/24", b = "10.20.2.0/24" }
  vpc_id            = aws_vpc.main.id
  cidr_block        = each.value
  availability_zone = "eu-central-1${each.key}"
}
resource "aws_db_subnet_group" "db" { subnet_ids = [for s in aws_subnet.db : s.id] }
resource "aws_security_group" "db" {
  vpc_id = aws_vpc.main.id
  ingress {
    from_port   = 3306
    to_port     = 3306
    protocol    = "tcp"
    cidr_blocks = ["10.20.0.0/20"]
  }
}
resource "aws_db_instance" "shop" {
  engine                          = "mysql"
  instance_class                  = "db.t4g.small"
  allocated_storage               = 20
  username                        = "shop"
  manage_master_user_password     = true
  db_subnet_group_name            = aws_db_subnet_group.db.name
  vpc_security_group_ids          = [aws_security_group.db.id]
  skip_final_snapshot             = true
  snapshot_identifier             = terraform_data.restore.id
  backup_retention_period         = 14
  enabled_cloudwatch_logs_exports = ["error"]
}
resource "aws_db_instance" "reader" {
  replicate_source_db = aws_db_instance.shop.identifier
  instance_class      = "db.t4g.small"
  skip_final_snapshot = true
}
resource "aws_s3_bucket" "data" { bucket = "look-data-111122223333" }
resource "aws_s3_bucket_versioning" "data" {
  bucket = aws_s3_bucket.data.id
  versioning_configuration { status = "Enabled" }
}
resource "aws_s3_bucket_public_access_block" "data" {
  bucket              = aws_s3_bucket.data.id
  block_public_acls   = true
  block_public_policy = true
}
resource "aws_kms_key" "data" { enable_key_rotation = true }
data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}
resource "aws_iam_role" "fn" {
  name               = "fn"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}
data "aws_iam_policy_document" "fn" {
  statement {
    actions   = ["s3:GetObject", "s3:PutObject"]
    resources = ["${aws_s3_bucket.data.arn}/in/*"]
  }
  statement {
    actions   = ["kms:Decrypt"]
    resources = [aws_kms_key.data.arn]
  }
}
resource "aws_iam_role_policy" "fn" {
  role   = aws_iam_role.fn.id
  policy = data.aws_iam_policy_document.fn.json
}
resource "aws_cloudwatch_log_group" "fn" { name = "/aws/lambda/fn" }
resource "aws_cloudtrail" "t" {
  name                  = "audit"
  s3_bucket_name        = aws_s3_bucket.data.id
  is_multi_region_trail = true
}
