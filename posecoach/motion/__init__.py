"""How body segments move, measured from the pixels inside them: between pose and kinematics."""
