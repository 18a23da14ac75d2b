# A grocery shop on EC2: DNS, an Application Load Balancer in public subnets, an Auto Scaling group and a PostgreSQL
# database with a read replica in private ones, and a bastion to maintain the instances from.

terraform {
  required_version = ">= 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.90, < 6.0"
    }
  }
}

provider "aws" {
  region = var.region
}
