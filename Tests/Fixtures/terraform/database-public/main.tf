# A database that the internet reaches: a public address, subnets that route to the internet gateway, an open group.
# Must be seen: database-reachable-from-internet on aws_db_instance.open at its own port 6000 (which subsumes
# database-open-to-world), private-tier-in-public-subnet, database-reachable-only-from-app.
# aws_db_instance.other_port has the same group and listens on 5432, which the group does not admit: no path.

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
}

resource "aws_route_table" "public" {
  vpc_id = aws_vpc.main.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.main.id
  }
}

resource "aws_subnet" "public" {
  for_each = { eu-central-1a = "10.0.1.0/24", eu-central-1b = "10.0.2.0/24" }

  vpc_id            = aws_vpc.main.id
  cidr_block        = each.value
  availability_zone = each.key
}

resource "aws_route_table_association" "public" {
  for_each = aws_subnet.public

  subnet_id      = each.value.id
  route_table_id = aws_route_table.public.id
}

resource "aws_security_group" "database" {
  name   = "database"
  vpc_id = aws_vpc.main.id

  ingress {
    protocol    = "tcp"
    from_port   = 6000
    to_port     = 6000
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_db_subnet_group" "main" {
  name       = "main"
  subnet_ids = values(aws_subnet.public)[*].id
}

resource "aws_db_instance" "open" {
  identifier                  = "open"
  engine                      = "postgres"
  instance_class              = "db.t4g.medium"
  allocated_storage           = 20
  port                        = 6000
  username                    = "postgres"
  manage_master_user_password = true
  publicly_accessible         = true
  db_subnet_group_name        = aws_db_subnet_group.main.name
  vpc_security_group_ids      = [aws_security_group.database.id]
  skip_final_snapshot         = true
}

resource "aws_db_instance" "other_port" {
  identifier                  = "other-port"
  engine                      = "postgres"
  instance_class              = "db.t4g.medium"
  allocated_storage           = 20
  username                    = "postgres"
  manage_master_user_password = true
  publicly_accessible         = true
  db_subnet_group_name        = aws_db_subnet_group.main.name
  vpc_security_group_ids      = [aws_security_group.database.id]
  skip_final_snapshot         = true
}
