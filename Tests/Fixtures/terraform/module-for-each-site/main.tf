# A module for each site, in two regions; what moved, what is imported, what there is none of.
provider "aws" { region = "eu-central-1" }
provider "aws" {
  alias                       = "west"
  region                      = "eu-west-1"
  access_key                  = "mock"
  secret_key                  = "mock"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
module "site" {
  source    = "./site"
  for_each  = { one = { block = "10.190.0.0/16", open = true }, two = { block = "10.191.0.0/16", open = false } }
  providers = { aws.main = aws }
  block     = each.value.block
  open      = each.value.open
  hosts     = { web = { port = 443 }, ssh = { port = 22 } }
  peer_cidr = each.key == "one" ? "10.191.0.0/16" : "10.190.0.0/16"
}
module "far" {
  source    = "./site"
  count     = 1
  providers = { aws.main = aws.west }
  block     = "10.192.0.0/16"
  open      = true
  hosts     = { web = { port = 443 } }
}
module "none" {
  source    = "./site"
  count     = 0
  providers = { aws.main = aws.west }
  block     = "10.193.0.0/16"
  open      = true
  hosts     = {}
}
moved {
  from = module.distant
  to   = module.far[0]
}
# One and two are peers, by routes of both; the far one is asked, and nobody accepts.
resource "aws_vpc_peering_connection" "near" {
  vpc_id      = module.site["one"].vpc_id
  peer_vpc_id = module.site["two"].vpc_id
  auto_accept = true
}
resource "aws_route" "near" {
  for_each                  = { one = "10.191.0.0/16", two = "10.190.0.0/16" }
  route_table_id            = module.site[each.key].table_id
  destination_cidr_block    = each.value
  vpc_peering_connection_id = aws_vpc_peering_connection.near.id
}
resource "aws_vpc_peering_connection" "far" {
  vpc_id      = module.site["one"].vpc_id
  peer_vpc_id = module.far[0].vpc_id
  peer_region = "eu-west-1"
}
resource "aws_route" "far" {
  route_table_id            = module.site["one"].table_id
  destination_cidr_block    = "10.192.0.0/16"
  vpc_peering_connection_id = aws_vpc_peering_connection.far.id
}
# Hosts of the root that use groups of the module, by key.
resource "aws_subnet" "root" {
  vpc_id                  = module.site["one"].vpc_id
  cidr_block              = "10.190.9.0/24"
  map_public_ip_on_launch = true
}
resource "aws_route_table_association" "root" {
  subnet_id      = aws_subnet.root.id
  route_table_id = module.site["one"].table_id
}
resource "aws_security_group" "out" {
  name   = "out"
  vpc_id = module.site["one"].vpc_id
  egress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_instance" "root" {
  ami                    = "ami-0abcdef1234567890"
  instance_type          = "t3.small"
  subnet_id              = aws_subnet.root.id
  vpc_security_group_ids = [module.site["one"].groups["ssh"], aws_security_group.out.id]
}
resource "aws_instance" "root_all" {
  ami                    = "ami-0abcdef1234567890"
  instance_type          = "t3.small"
  subnet_id              = aws_subnet.root.id
  vpc_security_group_ids = values(module.site["one"].groups)
}
# A check on what the plan has and a value for the time of the run alone.
variable "token" {
  type      = string
  default   = "x"
  ephemeral = true
}
resource "aws_db_subnet_group" "db" {
  name       = "db"
  subnet_ids = [aws_subnet.root.id]
}
resource "aws_db_instance" "db" {
  identifier             = "db"
  engine                 = "postgres"
  instance_class         = "db.t3.micro"
  allocated_storage      = 20
  username               = "u"
  password_wo            = var.token
  password_wo_version    = 1
  publicly_accessible    = true
  db_subnet_group_name   = aws_db_subnet_group.db.name
  vpc_security_group_ids = [aws_security_group.db.id]
  skip_final_snapshot    = true
}
resource "aws_security_group" "db" {
  name   = "db"
  vpc_id = module.site["one"].vpc_id
  ingress {
    protocol        = "tcp"
    from_port       = 5432
    to_port         = 5432
    security_groups = [for k, id in module.site["one"].groups : id if k == "web"]
  }
}
