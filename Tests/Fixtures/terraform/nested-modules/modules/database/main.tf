variable "name" {
  type = string
}

variable "vpc_id" {
  type = string
}

variable "public" {
  type = bool
}

variable "subnet_ids" {
  type = list(string)
}

resource "aws_security_group" "main" {
  name   = var.name
  vpc_id = var.vpc_id

  ingress {
    protocol    = "tcp"
    from_port   = 5432
    to_port     = 5432
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_db_subnet_group" "main" {
  name       = var.name
  subnet_ids = var.subnet_ids
}

resource "aws_db_instance" "main" {
  identifier                  = var.name
  engine                      = "postgres"
  instance_class              = "db.t4g.medium"
  allocated_storage           = 20
  username                    = "postgres"
  manage_master_user_password = true
  publicly_accessible         = var.public
  db_subnet_group_name        = aws_db_subnet_group.main.name
  vpc_security_group_ids      = [aws_security_group.main.id]
  skip_final_snapshot         = true
}
