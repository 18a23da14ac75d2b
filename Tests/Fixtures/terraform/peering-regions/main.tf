# Peering within a region and between two, whose names come from the providers.
# Must be seen: nothing. Groups may be named across aws_vpc_peering_connection.near, not across .far; .odd says that its
# peer is in the region that the connection itself is managed in.

variable "region" {
  default = "eu-central-1"
}

provider "aws" {
  region = var.region
}

provider "aws" {
  alias                       = "far"
  region                      = "eu-west-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = "true"
}

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_vpc" "near" {
  cidr_block = "10.1.0.0/16"
}

resource "aws_vpc" "far" {
  provider   = aws.far
  cidr_block = "10.2.0.0/16"
}

resource "aws_vpc_peering_connection" "near" {
  vpc_id      = aws_vpc.main.id
  peer_vpc_id = aws_vpc.near.id
  peer_region = "eu-central-1"
}

resource "aws_vpc_peering_connection" "far" {
  vpc_id      = aws_vpc.main.id
  peer_vpc_id = aws_vpc.far.id
  peer_region = "eu-west-1"
}

resource "aws_vpc_peering_connection" "odd" {
  provider    = aws.far
  vpc_id      = aws_vpc.far.id
  peer_vpc_id = aws_vpc.main.id
  peer_region = "eu-west-1"
}

resource "aws_vpc_peering_connection_accepter" "far" {
  provider                  = aws.far
  vpc_peering_connection_id = aws_vpc_peering_connection.far.id
  auto_accept               = true
}
