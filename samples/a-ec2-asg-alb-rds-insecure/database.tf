resource "aws_db_subnet_group" "main" {
  name       = var.name
  subnet_ids = aws_subnet.public[*].id
}

resource "aws_db_instance" "main" {
  identifier     = var.name
  engine         = "postgres"
  engine_version = "16.9"
  instance_class = "db.t4g.medium"
  db_name        = "media"

  allocated_storage     = 50
  max_allocated_storage = 200
  storage_encrypted     = true

  username                            = "media"
  password                            = "Media-Start-2024"
  iam_database_authentication_enabled = true

  db_subnet_group_name   = aws_db_subnet_group.main.name
  vpc_security_group_ids = [aws_security_group.database.id]
  publicly_accessible    = true
  multi_az               = false

  backup_retention_period         = 14
  copy_tags_to_snapshot           = true
  deletion_protection             = true
  final_snapshot_identifier       = "${var.name}-final"
  enabled_cloudwatch_logs_exports = ["postgresql", "upgrade"]
}

# Signs the tokens of the API. Its value is put there by the release, not by this configuration.
resource "aws_secretsmanager_secret" "jwt" {
  name = "${var.name}/production/jwt"
}
