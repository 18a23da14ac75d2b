resource "aws_db_subnet_group" "main" {
  name       = var.name
  subnet_ids = values(aws_subnet.database)[*].id
}

resource "aws_db_instance" "main" {
  identifier     = var.name
  engine         = "postgres"
  engine_version = "17.6"
  instance_class = "db.t4g.medium"
  db_name        = "visitorbook"

  allocated_storage     = 20
  max_allocated_storage = 100
  storage_encrypted     = true

  # The password stays in Secrets Manager, and the application signs in with its role.
  username                            = "visitorbook"
  manage_master_user_password         = true
  iam_database_authentication_enabled = true

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
