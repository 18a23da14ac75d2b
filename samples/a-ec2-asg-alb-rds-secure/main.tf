# A media API on EC2: an Application Load Balancer in public subnets, an Auto Scaling group and a PostgreSQL database in
# private ones, media objects in S3.

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
