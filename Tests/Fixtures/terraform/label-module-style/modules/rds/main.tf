variable "vpc_id" { type = string }
variable "subnet_ids" { type = list(string) }
variable "security_group_ids" {
  type = list(string)
  default = []
}
variable "allowed_cidr_blocks" {
  type = list(string)
  default = []
}
variable "associate_security_group_ids" {
  type = list(string)
  default = []
}
variable "database_port" { type = number }
variable "database_user" { type = string }
variable "database_password" {
  type = string
  sensitive = true
}
resource "aws_db_subnet_group" "default" {
  count = module.this.enabled ? 1 : 0
  name = module.this.id
  subnet_ids = var.subnet_ids
}
resource "aws_security_group" "default" {
  count = module.this.enabled ? 1 : 0
  name = module.this.id
  description = "Allow inbound traffic from the security groups"
  vpc_id = var.vpc_id
}
resource "aws_security_group_rule" "ingress_security_groups" {
  count = module.this.enabled ? length(var.security_group_ids) : 0
  description = "Allow inbound traffic from existing Security Groups"
  type = "ingress"
  from_port = var.database_port
  to_port = var.database_port
  protocol = "tcp"
  source_security_group_id = var.security_group_ids[count.index]
  security_group_id = join("", aws_security_group.default[*].id)
}
resource "aws_security_group_rule" "ingress_cidr_blocks" {
  count = module.this.enabled && length(var.allowed_cidr_blocks) > 0 ? 1 : 0
  type = "ingress"
  from_port = var.database_port
  to_port = var.database_port
  protocol = "tcp"
  cidr_blocks = var.allowed_cidr_blocks
  security_group_id = join("", aws_security_group.default[*].id)
}
resource "aws_security_group_rule" "egress" {
  count = module.this.enabled ? 1 : 0
  type = "egress"
  from_port = 0
  to_port = 0
  protocol = "-1"
  cidr_blocks = ["0.0.0.0/0"]
  security_group_id = join("", aws_security_group.default[*].id)
}
resource "aws_db_instance" "default" {
  count = module.this.enabled ? 1 : 0
  identifier = module.this.id
  username = var.database_user
  password = var.database_password
  port = var.database_port
  engine = "postgres"
  instance_class = "db.t3.medium"
  allocated_storage = 100
  storage_encrypted = true
  vpc_security_group_ids = compact(concat([join("", aws_security_group.default[*].id)], var.associate_security_group_ids))
  db_subnet_group_name = join("", aws_db_subnet_group.default[*].name)
  multi_az = true
  publicly_accessible = false
  skip_final_snapshot = true
  backup_retention_period = 7
}
output "security_group_id" { value = join("", aws_security_group.default[*].id) }
