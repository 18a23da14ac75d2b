# Default subnets, of which the blocks are known only when they are there: IPv4 all the same.
resource "aws_default_subnet" "a" {
  availability_zone = "eu-central-1a"
}

resource "aws_default_subnet" "b" {
  availability_zone = "eu-central-1b"
}

resource "aws_security_group" "all" {
  ingress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }

  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_instance" "app" {
  ami                    = "ami-0123456789abcdef0"
  instance_type          = "t3.micro"
  subnet_id              = aws_default_subnet.a.id
  vpc_security_group_ids = [aws_security_group.all.id]
}

resource "aws_db_subnet_group" "main" {
  subnet_ids = [aws_default_subnet.a.id, aws_default_subnet.b.id]
}

resource "aws_db_instance" "main" {
  engine                      = "postgres"
  instance_class              = "db.t3.micro"
  allocated_storage           = 20
  username                    = "owner"
  manage_master_user_password = true
  skip_final_snapshot         = true
  db_subnet_group_name        = aws_db_subnet_group.main.name
  vpc_security_group_ids      = [aws_security_group.all.id]
}
