# User, password, host and port. A rotation function keeps it up to date; instances read it when they start.
resource "aws_secretsmanager_secret" "database" {
  name = "${var.name}/production/database"
}

resource "aws_secretsmanager_secret_version" "database" {
  secret_id                = aws_secretsmanager_secret.database.id
  secret_string_wo         = jsonencode({ username = "grocery", password = var.database_password })
  secret_string_wo_version = 1
}

resource "aws_secretsmanager_secret_rotation" "database" {
  secret_id           = aws_secretsmanager_secret.database.id
  rotation_lambda_arn = var.rotation_function_arn

  rotation_rules {
    automatically_after_days = 30
  }
}

resource "aws_db_subnet_group" "main" {
  name       = var.name
  subnet_ids = aws_subnet.private[*].id
}

resource "aws_db_instance" "main" {
  identifier     = var.name
  engine         = "postgres"
  engine_version = "16.9"
  instance_class = "db.t4g.medium"
  db_name        = "grocery"

  allocated_storage     = 20
  max_allocated_storage = 100
  storage_encrypted     = true

  username            = "grocery"
  password_wo         = var.database_password
  password_wo_version = 1

  db_subnet_group_name   = aws_db_subnet_group.main.name
  vpc_security_group_ids = [aws_security_group.database.id]
  publicly_accessible    = false
  multi_az               = true

  backup_retention_period         = 7
  copy_tags_to_snapshot           = true
  deletion_protection             = true
  final_snapshot_identifier       = "${var.name}-final"
  enabled_cloudwatch_logs_exports = ["postgresql", "upgrade"]
}

resource "aws_db_instance" "replica" {
  identifier             = "${var.name}-replica"
  replicate_source_db    = aws_db_instance.main.identifier
  instance_class         = "db.t4g.medium"
  max_allocated_storage  = 100
  storage_encrypted      = true
  vpc_security_group_ids = [aws_security_group.database.id]
  publicly_accessible    = false

  copy_tags_to_snapshot           = true
  deletion_protection             = true
  final_snapshot_identifier       = "${var.name}-replica-final"
  enabled_cloudwatch_logs_exports = ["postgresql", "upgrade"]
}
