# The default VPC, as it is when nothing is said, and adopted.
# Must be seen: database-reachable-from-internet on db, which is in the default VPC because it names no subnet group;
# admin-port-reachable-from-internet on web, whose group is named by its name, and on sub in an adopted default subnet.
# replica has its source's engine and port and names no group: the default one, whose rules are not in the input.

resource "aws_default_vpc" "default" {}
resource "aws_default_subnet" "a" { availability_zone = "eu-west-1a" }
resource "aws_security_group" "web" {
  name        = "allow_all"
  description = "x"
  ingress {
    from_port        = 0
    to_port          = 65535
    protocol         = "tcp"
    cidr_blocks      = ["0.0.0.0/0"]
    ipv6_cidr_blocks = ["::/0"]
  }
}
resource "aws_instance" "web" {
  ami             = "ami-1"
  instance_type   = "t2.micro"
  security_groups = [aws_security_group.web.name]
}
resource "aws_instance" "sub" {
  ami                    = "ami-1"
  instance_type          = "t2.micro"
  subnet_id              = aws_default_subnet.a.id
  vpc_security_group_ids = [aws_security_group.web.id]
}
resource "aws_db_instance" "db" {
  engine                 = "mysql"
  instance_class         = "db.t3.micro"
  allocated_storage      = 10
  username               = "u"
  password               = "p4ssw0rd!"
  publicly_accessible    = true
  vpc_security_group_ids = [aws_security_group.web.id]
  skip_final_snapshot    = true
}
resource "aws_db_instance" "replica" {
  replicate_source_db = aws_db_instance.db.identifier
  instance_class      = "db.t3.micro"
  publicly_accessible = true
  skip_final_snapshot = true
}
