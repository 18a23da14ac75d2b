# Ids of things that are not in the input.
# Must be seen: the opening of aws_security_group.ssh is definite (admin-port-open-to-world); whether the internet
# reaches aws_instance.main is undecided: nobody knows the routes of subnet-0a1b2c3d4e5f60718. The group that the
# database rule names is not in the input, so database-reachable-only-from-app is undecided there. A type that is not
# modelled (aws_sqs_queue, terraform_data) is a diagnostic, never an error.

resource "aws_security_group" "ssh" {
  name   = "ssh"
  vpc_id = "vpc-0a1b2c3d4e5f60718"

  ingress {
    protocol    = "tcp"
    from_port   = 22
    to_port     = 22
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_instance" "main" {
  ami                         = "ami-0c7217cdde317cfec"
  instance_type               = "t4g.micro"
  subnet_id                   = "subnet-0a1b2c3d4e5f60718"
  vpc_security_group_ids      = [aws_security_group.ssh.id]
  associate_public_ip_address = true
}

resource "aws_security_group" "database" {
  name   = "database"
  vpc_id = "vpc-0a1b2c3d4e5f60718"

  ingress {
    protocol        = "tcp"
    from_port       = 5432
    to_port         = 5432
    security_groups = ["sg-0a1b2c3d4e5f60718"]
  }
}

resource "aws_db_instance" "main" {
  identifier                  = "main"
  engine                      = "postgres"
  instance_class              = "db.t4g.medium"
  allocated_storage           = 20
  username                    = "postgres"
  manage_master_user_password = true
  db_subnet_group_name        = "existing"
  vpc_security_group_ids      = [aws_security_group.database.id]
  skip_final_snapshot         = true
}

resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}

resource "terraform_data" "marker" {
  input = "1"
}
