variable "name" {}
variable "vpc" {}
variable "subnets" { type = list(string) }
variable "clients" { type = map(string) }

resource "aws_security_group" "this" {
  name   = "database-${var.name}"
  vpc_id = var.vpc
}

resource "aws_security_group_rule" "clients" {
  for_each                 = var.clients
  type                     = "ingress"
  security_group_id        = aws_security_group.this.id
  source_security_group_id = each.value
  protocol                 = "tcp"
  from_port                = 5432
  to_port                  = 5432
}

resource "aws_db_subnet_group" "this" {
  name       = var.name
  subnet_ids = var.subnets
}

resource "aws_db_instance" "this" {
  identifier                  = var.name
  engine                      = "postgres"
  instance_class              = "db.t4g.micro"
  allocated_storage           = 20
  username                    = "app"
  manage_master_user_password = true
  skip_final_snapshot         = true
  db_subnet_group_name        = aws_db_subnet_group.this.name
  vpc_security_group_ids      = [aws_security_group.this.id]
}

resource "aws_db_instance" "replica" {
  identifier          = "${var.name}-replica"
  replicate_source_db = aws_db_instance.this.identifier
  instance_class      = "db.t4g.micro"
  skip_final_snapshot = true
}
