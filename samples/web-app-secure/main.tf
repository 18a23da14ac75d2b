# A highly available web application: an Application Load Balancer in public subnets, Fargate tasks in private ones,
# and a PostgreSQL database in subnets of its own that have no route out of the VPC.

terraform {
  required_version = ">= 1.5"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.0"
    }
  }
}

provider "aws" {
  region = var.region
}
