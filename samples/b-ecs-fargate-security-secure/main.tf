# A FastAPI service for the company's own networks: an Application Load Balancer that only they reach, Fargate tasks and a
# PostgreSQL database in private subnets, the database's password in Secrets Manager.

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
