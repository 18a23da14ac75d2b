# What departed-parts changes.

resource "aws_vpc" "v" { cidr_block = "10.0.0.0/16" }
resource "aws_internet_gateway" "g" { vpc_id = aws_vpc.v.id }
resource "aws_route_table" "r" {
  vpc_id = aws_vpc.v.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.g.id
  }
}
resource "aws_subnet" "s" {
  vpc_id     = aws_vpc.v.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_subnet" "listed" {
  vpc_id     = aws_vpc.v.id
  cidr_block = "10.0.2.0/24"
}
resource "aws_route_table_association" "a" {
  for_each       = { s = aws_subnet.s.id, listed = aws_subnet.listed.id }
  subnet_id      = each.value
  route_table_id = aws_route_table.r.id
}
resource "aws_network_acl" "strict" { vpc_id = aws_vpc.v.id }
resource "aws_ec2_managed_prefix_list" "many" {
  name           = "many"
  address_family = "IPv4"
  max_entries    = 2
}
resource "aws_security_group" "open" {
  name   = "open"
  vpc_id = aws_vpc.v.id
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
  ingress {
    from_port       = 8080
    to_port         = 8080
    protocol        = "tcp"
    prefix_list_ids = [aws_ec2_managed_prefix_list.many.id]
  }
}
resource "aws_instance" "on_default" {
  ami                         = "ami-12c6146b"
  instance_type               = "t3.micro"
  subnet_id                   = aws_subnet.s.id
  vpc_security_group_ids      = [aws_vpc.v.default_security_group_id]
  associate_public_ip_address = true
}
resource "aws_instance" "listed" {
  ami                         = "ami-12c6146b"
  instance_type               = "t3.micro"
  subnet_id                   = aws_subnet.listed.id
  vpc_security_group_ids      = [aws_security_group.open.id]
  associate_public_ip_address = true
}
resource "aws_instance" "addressed" {
  ami                    = "ami-12c6146b"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.s.id
  vpc_security_group_ids = [aws_security_group.open.id]
}
resource "aws_eip" "e" { domain = "vpc" }
resource "aws_network_interface" "n" { subnet_id = aws_subnet.s.id }
resource "aws_eip" "n" {
  domain            = "vpc"
  network_interface = aws_network_interface.n.id
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}
resource "aws_iam_role" "r" {
  for_each           = toset(["attached", "inline", "swapped", "guest"])
  name               = each.key
  assume_role_policy = data.aws_iam_policy_document.trust.json
}
resource "aws_iam_policy" "read" {
  name   = "read"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }] })
}
resource "aws_s3_bucket" "b" { bucket = "netlint-departed-parts" }
resource "aws_sqs_queue" "q" { name = "q" }

resource "aws_default_security_group" "d" {
  vpc_id = aws_vpc.v.id
  ingress {
    from_port   = 2222
    to_port     = 2222
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_network_acl_association" "listed" {
  network_acl_id = aws_network_acl.strict.id
  subnet_id      = aws_subnet.listed.id
}
resource "aws_ec2_managed_prefix_list_entry" "world" {
  prefix_list_id = aws_ec2_managed_prefix_list.many.id
  cidr           = "0.0.0.0/0"
}
resource "aws_eip_association" "e" {
  allocation_id = aws_eip.e.id
  instance_id   = aws_instance.addressed.id
}
resource "aws_network_interface_sg_attachment" "n" {
  security_group_id    = aws_security_group.open.id
  network_interface_id = aws_network_interface.n.id
}
resource "aws_iam_role_policy_attachment" "attached" {
  role       = aws_iam_role.r["attached"].name
  policy_arn = aws_iam_policy.read.arn
}
resource "aws_iam_role_policy_attachment" "swapped" {
  role       = aws_iam_role.r["swapped"].name
  policy_arn = aws_iam_policy.read.arn
}
resource "aws_iam_role_policy" "inline" {
  role   = aws_iam_role.r["inline"].name
  name   = "inline"
  policy = aws_iam_policy.read.policy
}
resource "aws_s3_bucket_policy" "b" {
  bucket = aws_s3_bucket.b.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "${aws_s3_bucket.b.arn}/*", Principal = { AWS = aws_iam_role.r["guest"].arn } }] })
}
resource "aws_sqs_queue_policy" "q" {
  queue_url = aws_sqs_queue.q.id
  policy    = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sqs:SendMessage", Resource = aws_sqs_queue.q.arn, Principal = { AWS = aws_iam_role.r["guest"].arn } }] })
}

resource "aws_subnet" "moved" {
  vpc_id     = aws_vpc.v.id
  cidr_block = "10.0.3.0/24"
}
resource "aws_route_table_association" "moved" {
  subnet_id      = aws_subnet.moved.id
  route_table_id = aws_route_table.r.id
}
resource "aws_instance" "moved" {
  ami                         = "ami-12c6146b"
  instance_type               = "t3.micro"
  subnet_id                   = aws_subnet.moved.id
  vpc_security_group_ids      = [aws_security_group.open.id]
  associate_public_ip_address = true
}
resource "aws_network_acl" "old" {
  vpc_id     = aws_vpc.v.id
  subnet_ids = [aws_subnet.moved.id]
}
resource "aws_network_acl" "new" {
  vpc_id = aws_vpc.v.id
  ingress {
    rule_no    = 1
    action     = "allow"
    protocol   = "-1"
    from_port  = 0
    to_port    = 0
    cidr_block = "0.0.0.0/0"
  }
  egress {
    rule_no    = 1
    action     = "allow"
    protocol   = "-1"
    from_port  = 0
    to_port    = 0
    cidr_block = "0.0.0.0/0"
  }
}
resource "aws_s3_bucket_versioning" "b" {
  bucket = aws_s3_bucket.b.id
  versioning_configuration { status = "Enabled" }
}
resource "aws_s3_bucket_cors_configuration" "b" {
  bucket = aws_s3_bucket.b.id
  cors_rule {
    allowed_methods = ["GET"]
    allowed_origins = ["*"]
  }
}
